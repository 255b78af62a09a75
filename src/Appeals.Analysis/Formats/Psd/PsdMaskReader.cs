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
        var record = new PsdMaskRecord(AreaOf(left, top, right, bottom, limits), color, flags);
        if (end - reader.Position >= 18) record = record with { Own = ReadOwn(reader, limits) };
        return (flags & 16) != 0 && end - reader.Position >= 1 ? ReadParameters(record, reader, end) : record;
    }

    private static (PixelArea Area, byte DefaultColor, byte Flags) ReadOwn(ByteReader reader, ReadLimits limits)
    {
        byte flags = reader.U8(), color = reader.U8();
        int top = reader.I32(), left = reader.I32(), bottom = reader.I32(), right = reader.I32();
        return (AreaOf(left, top, right, bottom, limits), color, flags);
    }

    private static PsdMaskRecord ReadParameters(PsdMaskRecord record, ByteReader reader, long end)
    {
        var present = reader.U8();
        if ((present & 1) != 0 && reader.Position < end) record = record with { Density = reader.U8() };
        if ((present & 2) != 0 && end - reader.Position >= 8) record = record with { Feather = reader.F64() };
        if ((present & 4) != 0 && reader.Position < end) record = record with { VectorDensity = reader.U8() };
        if ((present & 8) != 0 && end - reader.Position >= 8) record = record with { VectorFeather = reader.F64() };
        return record;
    }

    private static PixelArea AreaOf(int left, int top, int right, int bottom, ReadLimits limits)
    {
        long width = (long)right - left, height = (long)bottom - top;
        return width <= 0 || height <= 0 || width > limits.MaxSide || height > limits.MaxSide || width * height > limits.MaxLayerPixels
            ? default
            : new(left, top, (int)width, (int)height);
    }
}
