using System.Runtime.InteropServices;

namespace Appeals.Analysis.Pixels;

/// <summary>A rectangle in canvas pixels. It may lie partly or wholly off the canvas; a width or height of 0 is an empty area.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PixelArea(int Left, int Top, int Width, int Height)
{
    public long Right => (long)Left + Width;
    public long Bottom => (long)Top + Height;
    public long Pixels => (long)Width * Height;
    public bool IsEmpty => Width <= 0 || Height <= 0;

    public PixelArea Intersect(PixelArea other)
    {
        if (IsEmpty || other.IsEmpty) return default;
        int left = Math.Max(Left, other.Left), top = Math.Max(Top, other.Top);
        long right = Math.Min(Right, other.Right), bottom = Math.Min(Bottom, other.Bottom);
        return right <= left || bottom <= top ? default : new(left, top, (int)(right - left), (int)(bottom - top));
    }

    /// <summary>The smallest rectangle around both.</summary>
    public PixelArea Union(PixelArea other)
    {
        if (IsEmpty) return other;
        if (other.IsEmpty) return this;
        int left = Math.Min(Left, other.Left), top = Math.Min(Top, other.Top);
        return new(left, top, (int)Math.Min(Math.Max(Right, other.Right) - left, int.MaxValue), (int)Math.Min(Math.Max(Bottom, other.Bottom) - top, int.MaxValue));
    }

    /// <summary>With so many pixels more on each side.</summary>
    public PixelArea Around(int reach) => new(Left - reach, Top - reach, Width + 2 * reach, Height + 2 * reach);

    public bool Contains(PixelArea other) => other.Left >= Left && other.Top >= Top && other.Right <= Right && other.Bottom <= Bottom;
}
