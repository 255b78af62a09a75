using System.Buffers.Binary;
using System.Globalization;
using System.Text;
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
            ReadWriter(values, structure.Resources.Bytes(reader, PsdResources.VersionInfo, limits), limits);
            if (structure.Resources.Bytes(reader, PsdResources.IccProfile, limits) is { } profile) ReadProfile(values, profile, limits);
        }
        catch (SourceFileException)
        {
            // A resource that cannot be read is only a detail less.
        }
        if (structure.Resources.Contains(PsdResources.Thumbnail) || structure.Resources.Contains(PsdResources.OldThumbnail)) values["thumbnail"] = "yes";
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
        values["mergedPicture"] = bytes[4] != 0 ? "yes" : "no";
        var length = Math.Min(bytes[7] << 8 | bytes[8], (bytes.Length - 9) / 2);
        var writer = CleanText.FromUtf16BigEndian(bytes.AsSpan(9, length * 2), limits.MaxNameLength);
        if (writer.Length > 0) values.TryAdd("application", writer);
    }

    /// <summary>The profile's name: a tag <c>desc</c> in ASCII, or in UTF-16 since version 4 (ICC.1, sections 6.5.17 of version 2 and 10.15 of version 4).</summary>
    private static void ReadProfile(SortedDictionary<string, string> values, byte[] profile, ReadLimits limits)
    {
        var name = "";
        for (var at = 132; at + 12 <= profile.Length && at < 132 + 100 * 12; at += 12)
        {
            if (!profile.AsSpan(at, 4).SequenceEqual("desc"u8)) continue;
            long offset = BinaryPrimitives.ReadUInt32BigEndian(profile.AsSpan(at + 4)), length = BinaryPrimitives.ReadUInt32BigEndian(profile.AsSpan(at + 8));
            if (length >= 12 && offset + length <= profile.Length) name = ProfileName(profile.AsSpan((int)offset, (int)length), limits);
            break;
        }
        values["profile"] = name.Length > 0 ? name : "yes";
    }

    private static string ProfileName(ReadOnlySpan<byte> tag, ReadLimits limits)
    {
        if (tag.StartsWith("desc"u8)) return CleanText.From(Encoding.ASCII.GetString(tag.Slice(12, (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(tag[8..]), tag.Length - 12))), limits.MaxNameLength);
        if (!tag.StartsWith("mluc"u8) || tag.Length < 28) return "";
        long length = BinaryPrimitives.ReadUInt32BigEndian(tag[20..]), offset = BinaryPrimitives.ReadUInt32BigEndian(tag[24..]);
        return offset + length <= tag.Length ? CleanText.FromUtf16BigEndian(tag.Slice((int)offset, (int)length), limits.MaxNameLength) : "";
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
