using System.Globalization;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Formats.Psd;

/// <summary>What the file says of itself: XMP, version info, resolution, times of layers. All of it can be edited by anyone.</summary>
internal sealed record PsdMetadata(string? Application, IReadOnlyDictionary<string, string> Values)
{
    public static PsdMetadata Read(ByteReader reader, PsdStructure structure, IReadOnlyList<Layer> layers, ReadLimits limits)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        try
        {
            if (structure.Resources.Bytes(reader, PsdResources.Xmp, limits) is { } xmp) XmpSummary.AddTo(values, xmp, limits);
            ReadResolution(values, structure.Resources.Bytes(reader, PsdResources.Resolution, limits));
            if (!values.ContainsKey("application")) ReadWriter(values, structure.Resources.Bytes(reader, PsdResources.VersionInfo, limits), limits);
        }
        catch (SourceFileException)
        {
            // A resource that cannot be read is only a detail less.
        }
        AddLayerTimes(values, layers);
        return new(values.GetValueOrDefault("application"), values);
    }

    /// <summary>What a file around this one says, where it says nothing itself.</summary>
    public PsdMetadata With(IReadOnlyDictionary<string, string> others)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in Values.Concat(others)) values.TryAdd(key, value);
        return new(values.GetValueOrDefault("application"), values);
    }

    private static void ReadResolution(SortedDictionary<string, string> values, byte[]? bytes)
    {
        if (bytes is not { Length: >= 4 }) return;
        var dpi = (bytes[0] << 8 | bytes[1]) + (bytes[2] << 8 | bytes[3]) / 65536.0;
        values["resolution"] = dpi.ToString("0.##", CultureInfo.InvariantCulture);
    }

    /// <summary>Version, a flag whether the merged image is real, then the writer's name.</summary>
    private static void ReadWriter(SortedDictionary<string, string> values, byte[]? bytes, ReadLimits limits)
    {
        if (bytes is not { Length: >= 9 }) return;
        var length = Math.Min(bytes[7] << 8 | bytes[8], (bytes.Length - 9) / 2);
        var writer = CleanText.FromUtf16BigEndian(bytes.AsSpan(9, length * 2), limits.MaxNameLength);
        if (writer.Length > 0) values["application"] = writer;
    }

    private static void AddLayerTimes(SortedDictionary<string, string> values, IReadOnlyList<Layer> layers)
    {
        var times = layers.Where(layer => layer.ModifiedAt is not null).Select(layer => layer.ModifiedAt!.Value).ToList();
        if (times.Count == 0) return;
        values["layerTimes"] = times.Count.ToString(CultureInfo.InvariantCulture);
        values["firstLayerTime"] = times.Min().ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture);
        values["lastLayerTime"] = times.Max().ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture);
    }
}
