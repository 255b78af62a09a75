using System.Formats.Cbor;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Markers.C2pa;

/// <summary>CBOR (RFC 8949) as plain objects: maps by text or number, lists, text, bytes, numbers, flags. Tags are passed over.</summary>
internal static class Cbor
{
    /// <returns>Null if it is damaged, too deep, or of too many values.</returns>
    public static object? Read(ReadOnlyMemory<byte> bytes, ReadLimits limits)
    {
        try
        {
            var budget = limits.MaxDescriptorItems;
            return Value(new CborReader(bytes, CborConformanceMode.Lax, allowMultipleRootLevelValues: true), 0, ref budget, limits);
        }
        catch (Exception damage) when (damage is CborContentException or InvalidOperationException or OverflowException or FormatException)
        {
            return null;
        }
    }

    public static object? Get(object? map, string key) => (map as Dictionary<object, object?>)?.GetValueOrDefault(key);
    public static string? Text(object? map, string key) => Get(map, key) as string;
    public static IEnumerable<object?> List(object? map, string key) => Get(map, key) as List<object?> ?? [];

    private static object? Value(CborReader reader, int depth, ref int budget, ReadLimits limits)
    {
        if (depth > limits.MaxDescriptorDepth || budget-- <= 0) throw new CborContentException("Beyond the limits.");
        switch (reader.PeekState())
        {
            case CborReaderState.Tag: reader.ReadTag(); return Value(reader, depth + 1, ref budget, limits);
            case CborReaderState.UnsignedInteger: return (long)Math.Min(reader.ReadUInt64(), long.MaxValue);
            case CborReaderState.NegativeInteger: return reader.ReadInt64();
            case CborReaderState.TextString or CborReaderState.StartIndefiniteLengthTextString: return reader.ReadTextString();
            case CborReaderState.ByteString or CborReaderState.StartIndefiniteLengthByteString: return reader.ReadByteString();
            case CborReaderState.Boolean: return reader.ReadBoolean();
            case CborReaderState.HalfPrecisionFloat or CborReaderState.SinglePrecisionFloat or CborReaderState.DoublePrecisionFloat: return reader.ReadDouble();
            case CborReaderState.StartMap: return Map(reader, depth, ref budget, limits);
            case CborReaderState.StartArray: return Array(reader, depth, ref budget, limits);
            default: reader.SkipValue(); return null;
        }
    }

    private static Dictionary<object, object?> Map(CborReader reader, int depth, ref int budget, ReadLimits limits)
    {
        var map = new Dictionary<object, object?>();
        reader.ReadStartMap();
        while (reader.PeekState() != CborReaderState.EndMap)
        {
            var key = Value(reader, depth + 1, ref budget, limits);
            var value = Value(reader, depth + 1, ref budget, limits);
            if (key is string or long) map.TryAdd(key, value);
        }
        reader.ReadEndMap();
        return map;
    }

    private static List<object?> Array(CborReader reader, int depth, ref int budget, ReadLimits limits)
    {
        var list = new List<object?>();
        reader.ReadStartArray();
        while (reader.PeekState() != CborReaderState.EndArray) list.Add(Value(reader, depth + 1, ref budget, limits));
        reader.ReadEndArray();
        return list;
    }
}
