using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Formats.Kra;

/// <summary>The pixel files of the layer that was opened last, since a layer is opened in parts.</summary>
internal sealed class KraOpenTiles(KraArchive archive, ReadLimits limits) : IDisposable
{
    private readonly Dictionary<string, KraTiles> _tiles = new(StringComparer.Ordinal);
    private string? _layer;

    /// <summary>Is to be disposed like tiles that nobody else uses.</summary>
    /// <param name="plausible">A length that needs no excuse.</param>
    /// <exception cref="SourceFileException">It is missing or damaged.</exception>
    public KraTiles Open(string layer, string file, long plausible, int pixelSize, CancellationToken cancellationToken)
    {
        if (layer != _layer) Forget();
        _layer = layer;
        if (!_tiles.TryGetValue(file, out var tiles)) _tiles.Add(file, tiles = KraTiles.Read(archive.Read(file, plausible), pixelSize, limits, cancellationToken));
        return tiles.Share();
    }

    private void Forget()
    {
        foreach (var tiles in _tiles.Values) tiles.Dispose();
        _tiles.Clear();
    }

    public void Dispose() => Forget();
}
