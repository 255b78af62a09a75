using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Formats.Psd;

/// <summary>Reads "Layer mask / adjustment layer data". In real files the user's own mask comes before the parameters, other than documented.</summary>
internal static class PsdMaskReader
{
    public static PsdMaskRecord? Read(ByteReader reader, long length, ReadLimits limits)
    {
        if (length < 18) return null;
        var end = reader.Position + length;
        int top = reader.I32(), left = reader.I32(), bottom = reader.I32(), right = reader.I32();
        byte color = reader.U8(), flags = reader.U8();
        if (end - reader.Position >= 18) reader.Skip(18);
        byte? density = null;
        double feather = 0;
        if ((flags & 16) != 0 && end - reader.Position >= 1) (density, feather) = ReadParameters(reader, end);
        return new(AreaOf(left, top, right, bottom, limits), color, flags, density, feather);
    }

    private static (byte? Density, double Feather) ReadParameters(ByteReader reader, long end)
    {
        byte? density = null;
        double feather = 0;
        var present = reader.U8();
        if ((present & 1) != 0 && reader.Position < end) density = reader.U8();
        if ((present & 2) != 0 && end - reader.Position >= 8) feather = reader.F64();
        return (density, feather);
    }

    private static PixelArea AreaOf(int left, int top, int right, int bottom, ReadLimits limits)
    {
        long width = (long)right - left, height = (long)bottom - top;
        return width <= 0 || height <= 0 || width > limits.MaxSide || height > limits.MaxSide || width * height > limits.MaxLayerPixels
            ? default
            : new(left, top, (int)width, (int)height);
    }
}
