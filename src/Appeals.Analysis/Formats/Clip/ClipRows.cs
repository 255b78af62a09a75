using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;

namespace Appeals.Analysis.Formats.Clip;

/// <summary>The pixels of a layer, or the coverage of a mask; outside lies what blocks hold that are not there.</summary>
internal sealed class ClipRows(ClipPixels source, bool isMask, ClipTint? tint, int left, int top, PixelArea area, Action damaged, CancellationToken cancellationToken)
    : TileRows(area, left, top, isMask ? 1 : 4, cancellationToken, ClipPixels.Side)
{
    private readonly PooledBytes _planes = new(ClipPixels.Plane * source.Planes);
    private readonly PooledBytes _packed = new(source.LongestBlock);
    private bool _damaged;

    protected override void ReadTile(long column, long row, Span<byte> pixels)
    {
        var whole = source.Unpack(column, row, _planes.Span, _packed);
        _damaged |= whole == false;
        if (whole is null) pixels.Fill(source.IsWhite ? (byte)255 : (byte)0);
        else if (whole == false) pixels.Fill(isMask ? (byte)255 : (byte)0);
        else if (isMask) _planes.Span[..ClipPixels.Plane].CopyTo(pixels);
        else ToRgba(_planes.Span, pixels);
        if (tint is not null && !isMask) Colour(pixels, tint);
    }

    private static void Colour(Span<byte> pixels, ClipTint tint)
    {
        for (var at = 0; at < pixels.Length; at += 4)
        {
            var light = (pixels[at] * 77 + pixels[at + 1] * 150 + pixels[at + 2] * 29) / 256;
            pixels[at] = Between(tint.Dark.R, tint.Light.R, light);
            pixels[at + 1] = Between(tint.Dark.G, tint.Light.G, light);
            pixels[at + 2] = Between(tint.Dark.B, tint.Light.B, light);
        }
    }

    private static byte Between(byte dark, byte light, int share) => (byte)((dark * (255 - share) + light * share + 127) / 255);

    private void ToRgba(ReadOnlySpan<byte> planes, Span<byte> pixels)
    {
        unchecked
        {
            var colors = planes[(source.Planes == 1 ? 0 : ClipPixels.Plane)..];
            for (int i = 0, at = 0; i < ClipPixels.Plane; i++, at += 4)
            {
                pixels[at + 3] = source.Planes == 1 ? (byte)255 : planes[i];
                if (source.Planes == 5) (pixels[at], pixels[at + 1], pixels[at + 2]) = (colors[at + 2], colors[at + 1], colors[at]);
                else pixels[at] = pixels[at + 1] = pixels[at + 2] = colors[i];
            }
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        if (_damaged) damaged();
    }

    protected override void Release()
    {
        base.Release();
        _planes.Dispose();
        _packed.Dispose();
    }
}
