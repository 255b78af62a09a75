using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Formats.Procreate;

/// <summary>
/// The pixels of a layer, or the coverage of a mask. Tiles are LZO1X (<c>.chunk</c>) or LZ4 (<c>.lz4</c>), RGBA with alpha multiplied in; a mask may have one byte a pixel instead.
/// Where there is no tile there is nothing.
/// </summary>
internal sealed class ProcreateRows(ProcreateArchive archive, string uuid, ProcreateCanvas canvas, bool isMask, PixelArea area, Action damaged, CancellationToken cancellationToken)
    : TileRows(area, canvas.Left, canvas.Top, isMask ? 1 : 4, cancellationToken, canvas.Side)
{
    private readonly IReadOnlyDictionary<(int Column, int Row), ZipEntry> _tiles = archive.TilesOf(uuid);
    private readonly PooledBytes _bytes = new(canvas.Side * canvas.Side * 4);
    private bool _damaged;

    protected override void ReadTile(long column, long row, Span<byte> pixels)
    {
        pixels.Clear();
        var place = canvas.Turn(((int)column, (int)row));
        if (!canvas.Contains(place) || !_tiles.TryGetValue(place, out var entry)) return;
        var (width, height) = canvas.SizeOf(place.Column, place.Row);
        var made = Unpack(entry, _bytes.Span[..(width * height * 4)]);
        if (isMask) _damaged |= !ToCoverage(made, width, height, pixels);
        else
        {
            _damaged |= made < width * height * 4;
            // What was made before the damage is whole.
            _bytes.Span[made..(width * height * 4)].Clear();
            ToStraight(width, height, pixels);
        }
    }

    private int Unpack(ZipEntry entry, Span<byte> bytes)
    {
        try
        {
            using var packed = archive.Read(entry, bytes.Length + bytes.Length / 8 + 1024);
            return entry.Name.EndsWith(".lz4", StringComparison.Ordinal) ? Lz4.UnpackFrames(packed.Span, bytes) : Lzo.Unpack(packed.Span, bytes);
        }
        catch (SourceFileException)
        {
            return 0;
        }
    }

    private void ToStraight(int width, int height, Span<byte> pixels)
    {
        var (start, right, down) = canvas.Steps();
        var source = _bytes.Span;
        var from = 0;
        for (var y = 0; y < height; y++)
            for (int x = 0, at = start + y * down; x < width; x++, at += right, from += 4)
            {
                var alpha = source[from + 3];
                if (alpha == 0) continue;
                for (var c = 0; c < 3; c++) pixels[at * 4 + c] = alpha == 255 ? source[from + c] : (byte)Math.Min(255, (source[from + c] * 255 + alpha / 2) / alpha);
                pixels[at * 4 + 3] = alpha;
            }
    }

    private bool ToCoverage(int made, int width, int height, Span<byte> pixels)
    {
        var size = made == width * height * 4 ? 4 : 1;
        if (made != width * height * size)
        {
            pixels.Fill(255);
            return false;
        }
        var (start, right, down) = canvas.Steps();
        var source = _bytes.Span;
        for (int y = 0, from = 0; y < height; y++)
            for (int x = 0, at = start + y * down; x < width; x++, at += right, from += size) pixels[at] = source[from];
        return true;
    }

    public override void Dispose()
    {
        base.Dispose();
        if (_damaged) damaged();
    }

    protected override void Release()
    {
        base.Release();
        _bytes.Dispose();
    }
}
