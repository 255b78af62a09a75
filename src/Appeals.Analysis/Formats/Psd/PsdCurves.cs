using Appeals.Analysis.Pixels.Adjusting;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Formats.Psd;

/// <summary>"Curves": for all colours together (0) and for each (1..3), points of output and input, or a table of 256 shades.</summary>
internal static class PsdCurves
{
    private const int MostPoints = 19;

    public static ShadeTables? Read(ByteReader reader)
    {
        var isTable = reader.U8() != 0;
        var version = reader.U16();
        var which = reader.U32();
        if (version is not (1 or 4)) return null;
        var curves = new Func<double, double>?[4];
        // version 1 has a bit for each channel, version 4 a count
        for (var channel = 0; channel < 32; channel++)
        {
            if (version == 1 ? (which >> channel & 1) == 0 : channel >= which) continue;
            if ((isTable ? ReadTable(reader) : ReadPoints(reader)) is not { } curve) return null;
            if (channel < curves.Length) curves[channel] = curve;
        }
        double All(double shade) => curves[0]?.Invoke(shade) ?? shade;
        return ShadeTables.Of(shade => All(curves[1]?.Invoke(shade) ?? shade), shade => All(curves[2]?.Invoke(shade) ?? shade), shade => All(curves[3]?.Invoke(shade) ?? shade));
    }

    private static Func<double, double> ReadTable(ByteReader reader)
    {
        var table = reader.Bytes(256);
        return shade => table[(int)Math.Round(Math.Clamp(shade, 0, 1) * 255)] / 255.0;
    }

    private static Func<double, double>? ReadPoints(ByteReader reader)
    {
        int count = reader.U16();
        if (count is 0 or > MostPoints) return null;
        var points = new (double X, double Y)[count];
        for (var i = 0; i < count; i++)
        {
            var output = reader.U16() / 255.0;
            points[i] = (reader.U16() / 255.0, output);
        }
        var curve = new ToneCurve(points);
        return shade => Math.Clamp(curve.At(shade), 0, 1);
    }
}
