using System.Globalization;
using System.Numerics;
using Appeals.Analysis.Reports;

namespace Appeals.Core.Analysing;

/// <summary>
/// A picture of an appeal by which it is known again: 64 bits, and the same in nine bands of 7 (the last of 8). Two that differ in at most
/// <see cref="Near"/> bits agree in at least one band, so that equality finds them all; how many bits differ is counted in memory.
/// </summary>
public sealed class StoredHash
{
    public const int Near = 8, Bands = 9, LayerLength = 200;
    private const int BandBits = 7;

    public Guid Id { get; init; }
    public Guid AppealId { get; init; }
    public Guid PlatformId { get; init; }
    public Guid CreatorId { get; init; }
    /// <summary>As <c>source/layer</c>; null for what a source shows as a whole.</summary>
    public string? Layer { get; init; }
    public long Hash { get; init; }
    public short Band0 { get; init; }
    public short Band1 { get; init; }
    public short Band2 { get; init; }
    public short Band3 { get; init; }
    public short Band4 { get; init; }
    public short Band5 { get; init; }
    public short Band6 { get; init; }
    public short Band7 { get; init; }
    public short Band8 { get; init; }

    public static StoredHash Of(PictureHash picture, Filing.Appeal appeal, Guid id)
    {
        var hash = ulong.Parse(picture.Hash, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return new()
        {
            Id = id, AppealId = appeal.Id, PlatformId = appeal.PlatformId, CreatorId = appeal.CreatorId,
            Layer = picture.Layer is null ? null : $"{picture.Source}/{picture.Layer}", Hash = unchecked((long)hash),
            Band0 = Band(hash, 0), Band1 = Band(hash, 1), Band2 = Band(hash, 2), Band3 = Band(hash, 3), Band4 = Band(hash, 4),
            Band5 = Band(hash, 5), Band6 = Band(hash, 6), Band7 = Band(hash, 7), Band8 = Band(hash, 8),
        };
    }

    /// <summary>Bits that differ.</summary>
    public static int Distance(long one, long other) => BitOperations.PopCount(unchecked((ulong)(one ^ other)));

    private static short Band(ulong hash, int band) => (short)(band == Bands - 1 ? hash >> (BandBits * band) : (hash >> (BandBits * band)) & ((1 << BandBits) - 1));
}
