using Appeals.Analysis.Pixels.Adjusting;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Formats.Psd;

/// <summary>"Gradient settings" of a gradient map: colour stops at 0..4096, of which only those in RGB are read.</summary>
internal static class PsdGradientMap
{
    private const int MostStops = 500;

    public static BrightnessMap? Read(ByteReader reader, long end, ReadLimits limits)
    {
        var version = reader.U16();
        var isReversed = reader.U8() != 0;
        reader.Skip(1);
        if (version == 3) reader.Skip(4);
        var name = reader.U32();
        if (version is not (1 or 3) || name > limits.MaxBlockLength || name * 2L > end - reader.Position) return null;
        reader.Skip(name * 2L);
        int count = reader.U16();
        if (count is 0 or > MostStops) return null;
        var stops = new List<PsdGradientStop>();
        for (var i = 0; i < count; i++)
        {
            double place = reader.U32() / 4096.0, middle = reader.U32() / 100.0;
            if (reader.U16() != 0) return null;
            double r = reader.U16() / 65_535.0, g = reader.U16() / 65_535.0, b = reader.U16() / 65_535.0;
            reader.Skip(4);
            stops.Add(new(Math.Clamp(place, 0, 1), Math.Clamp(middle, 0.01, 0.99), [r, g, b]));
        }
        stops.Sort((a, b) => a.Place.CompareTo(b.Place));
        var colors = new byte[768];
        var color = new double[3];
        for (var i = 0; i < 256; i++)
        {
            PsdGradient.At(stops, (isReversed ? 255 - i : i) / 255.0, smoothness: 1, color);
            for (var c = 0; c < 3; c++) colors[i * 3 + c] = (byte)Math.Round(Math.Clamp(color[c], 0, 1) * 255);
        }
        return new(colors);
    }
}
