using System.Runtime.CompilerServices;
using Appeals.Analysis.Pixels;

namespace Appeals.Analysis.Examining.Study;

/// <summary>The composite as layers are compared with it: colours on white, brightness, and the gradient of the brightness.</summary>
internal sealed class StudiedPicture
{
    /// <summary>How far around a place its colours are looked for, as a share of the long side.</summary>
    private const double Neighbourhood = 0.03;
    /// <summary>Steps of brightness from one pixel to the next that one does not see as an edge: in smooth pictures, and in the most textured ones.</summary>
    private const float LeastSmooth = 6, MostSmooth = 20, OverUsual = 1.5f;

    private readonly float _smooth;

    public StudiedPicture(RgbaImage composite)
    {
        (Width, Height) = (composite.Width, composite.Height);
        Rgb = new byte[Width * Height * 3];
        Brightness = new float[Width * Height];
        for (var i = 0; i < Brightness.Length; i++)
        {
            var alpha = composite.Pixels[(i * 4) + 3];
            for (var c = 0; c < 3; c++) Rgb[(i * 3) + c] = OkLab.OnWhite(composite.Pixels[(i * 4) + c], alpha);
            Brightness[i] = Luma(Rgb.AsSpan(i * 3, 3));
        }
        var usual = Enumerable.Range(0, Brightness.Length).Where(static i => i % 7 == 0).Select(i => GradientEnergy(i % Width, i / Width)).Order().ToList();
        _smooth = Math.Clamp(OverUsual * MathF.Sqrt(usual[usual.Count / 2]), LeastSmooth, MostSmooth);
        Surroundings = new(Rgb, Width, Height, Square);
        Blurred = new(Rgb, Width, Height);
        (Lowest, Highest) = LocalRange.Of(Rgb, Width, Height, Math.Max(2, (int)(Neighbourhood * Math.Max(Width, Height))));
    }

    /// <summary>Side of the squares in which layers are compared with it: 8 pixels, and 4 at the least of an icon.</summary>
    public int Square => Math.Clamp(Math.Max(Width, Height) / 16, 4, 8);
    public int Width { get; }
    public int Height { get; }
    public PixelArea Canvas => new(0, 0, Width, Height);
    public byte[] Rgb { get; }
    /// <summary>0..255.</summary>
    public float[] Brightness { get; }
    /// <summary>Of each square.</summary>
    public Surroundings Surroundings { get; }
    public BlurredPicture Blurred { get; }
    /// <summary>Per channel, the least and the greatest value near each place.</summary>
    public byte[] Lowest { get; }
    public byte[] Highest { get; }

    /// <summary>Rec. 601 weights on stored values, 0..255.</summary>
    public static float Luma(ReadOnlySpan<byte> rgb) => (0.299f * rgb[0]) + (0.587f * rgb[1]) + (0.114f * rgb[2]);

    /// <summary>Largest difference of a channel between a colour and the picture's at a place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Difference(ReadOnlySpan<byte> rgb, int at)
    {
        var own = Rgb.AsSpan(at * 3, 3);
        return Math.Max(Math.Abs(rgb[0] - own[0]), Math.Max(Math.Abs(rgb[1] - own[1]), Math.Abs(rgb[2] - own[2])));
    }

    /// <summary>Largest difference of a channel between two places.</summary>
    public int Change(int a, int b) => Difference(Rgb.AsSpan(a * 3, 3), b);

    public float GradientEnergy(int x, int y)
    {
        var at = (y * Width) + x;
        float dx = x + 1 < Width ? Brightness[at + 1] - Brightness[at] : 0, dy = y + 1 < Height ? Brightness[at + Width] - Brightness[at] : 0;
        return (dx * dx) + (dy * dy);
    }

    /// <summary>Whether the picture has no edge at a place or beside it.</summary>
    public bool IsSmooth(int x, int y)
    {
        for (var v = Math.Max(0, y - 1); v <= Math.Min(Height - 1, y + 1); v++)
            for (var u = Math.Max(0, x - 1); u <= Math.Min(Width - 1, x + 1); u++)
                if (GradientEnergy(u, v) > _smooth * _smooth) return false;
        return true;
    }

    /// <summary>Whether no colour like it is found near a place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsForeign(ReadOnlySpan<byte> rgb, int at, int tolerance)
    {
        for (var c = 0; c < 3; c++)
            if (rgb[c] < Lowest[(at * 3) + c] - tolerance || rgb[c] > Highest[(at * 3) + c] + tolerance) return true;
        return false;
    }
}
