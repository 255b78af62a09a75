namespace Appeals.Analysis.Reading;

/// <summary>How far a reader follows a file. Every length is held against these before anything is allocated.</summary>
public sealed record ReadLimits
{
    public static ReadLimits Default { get; } = new();

    /// <summary>Longest side of a canvas or a layer, in pixels; PSB allows this many.</summary>
    public int MaxSide { get; init; } = 300_000;
    /// <summary>Pixels of a canvas; its composite takes four bytes for each.</summary>
    public long MaxCanvasPixels { get; init; } = 160_000_000;
    /// <summary>Pixels of one layer, on and off the canvas.</summary>
    public long MaxLayerPixels { get; init; } = 320_000_000;
    /// <summary>Pixels of all layers of a file together.</summary>
    public long MaxTotalPixels { get; init; } = 8_000_000_000;
    public int MaxLayers { get; init; } = 8_000;
    /// <summary>Tiles of one layer, of the formats that store tiles.</summary>
    public int MaxTiles { get; init; } = 1_000_000;
    /// <summary>Entries of an archive in which every tile is one.</summary>
    public int MaxTileEntries { get; init; } = 400_000;
    /// <summary>Bytes of a property list that are read, each time they are read.</summary>
    public long MaxPlistBytes { get; init; } = 64L * 1024 * 1024;
    /// <summary>Bytes of a database inside a file; it is read into memory.</summary>
    public long MaxDatabaseLength { get; init; } = 256L * 1024 * 1024;
    /// <summary>Instructions of all statements on such a database.</summary>
    public long MaxDatabaseSteps { get; init; } = 100_000_000;
    /// <summary>Groups within groups.</summary>
    public int MaxNesting { get; init; } = 64;
    /// <summary>Channels of one layer or of the merged image.</summary>
    public int MaxChannels { get; init; } = 64;
    /// <summary>UTF-16 units of a name; a longer one is cut, not refused.</summary>
    public int MaxNameLength { get; init; } = 255;
    /// <summary>UTF-16 units of one metadata value; a longer one is cut.</summary>
    public int MaxMetadataLength { get; init; } = 4_096;
    /// <summary>Blocks (image resources, tagged blocks of one layer) that are walked.</summary>
    public int MaxBlocks { get; init; } = 10_000;
    /// <summary>Bytes of one block that is read into memory; larger ones are skipped.</summary>
    public int MaxBlockLength { get; init; } = 16 * 1024 * 1024;
    /// <summary>Values within values of a descriptor.</summary>
    public int MaxDescriptorDepth { get; init; } = 32;
    /// <summary>Values of all descriptors of a file.</summary>
    public int MaxDescriptorItems { get; init; } = 200_000;

    /// <summary>Knots of one vector mask; a longer one is not drawn.</summary>
    public int MaxPathKnots { get; init; } = 50_000;
    /// <summary>Places where the outlines of one vector mask meet the lines along which it is filled; a larger one is not drawn.</summary>
    public long MaxPathCrossings { get; init; } = 100_000_000;
    /// <summary>Pixels of the largest canvas on which effects are drawn; they take some twenty bytes for each pixel of their layer.</summary>
    public long MaxEffectPixels { get; init; } = 64_000_000;
    /// <summary>Pages of a TIFF file.</summary>
    public int MaxPages { get; init; } = 2_000;
    /// <summary>Bytes of a file that a picture codec wants to have in memory.</summary>
    public int MaxPictureLength { get; init; } = 512 * 1024 * 1024;

    public int MaxZipEntries { get; init; } = 20_000;
    /// <summary>Bytes of one entry when inflated.</summary>
    public long MaxEntryLength { get; init; } = 1024L * 1024 * 1024;
    /// <summary>Bytes of all entries that are read, when inflated.</summary>
    public long MaxInflatedLength { get; init; } = 8L * 1024 * 1024 * 1024;
    /// <summary>Inflated over packed length of an entry, once it is longer than <see cref="InflateRatioFrom"/>.</summary>
    public int MaxInflateRatio { get; init; } = 200;
    public long InflateRatioFrom { get; init; } = 1024 * 1024;
    /// <summary>Bytes of a whole file that is wrapped in gzip, bzip2 or xz; it is unwrapped into memory.</summary>
    public long MaxUnwrappedLength { get; init; } = 768L * 1024 * 1024;
    /// <summary>Bytes of an XML entry.</summary>
    public int MaxXmlLength { get; init; } = 16 * 1024 * 1024;
    public int MaxXmlDepth { get; init; } = 160;
    /// <summary>Of one XMP node, list items excepted: reading them takes time by the square of their number.</summary>
    public int MaxXmpProperties { get; init; } = 2_000;
    /// <summary>Steps of a walk through a file's metadata (segments, chunks, boxes, entries), and properties of one XMP packet.</summary>
    public int MaxMetadataParts { get; init; } = 100_000;
    /// <summary>Bytes of all metadata that is taken into memory.</summary>
    public long MaxMetadataBytes { get; init; } = 128L * 1024 * 1024;
    /// <summary>UTF-16 units of a text that is searched for markers; what lies beyond is not read.</summary>
    public int MaxMarkerText { get; init; } = 4 * 1024 * 1024;
    /// <summary>Problems that are kept; further ones are only counted.</summary>
    public int MaxProblems { get; init; } = 200;
}
