using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Appeals.Analysis.Pixels;

/// <summary>OKLab distances between two pictures of one size, pixel by pixel, each seen on white paper.</summary>
public static class OkLabDistance
{
    /// <summary>One distance a pixel; 0 where the pixels are the same.</summary>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ImagePlane Between(RgbaImage first, RgbaImage second)
    {
        if (first.Width != second.Width || first.Height != second.Height) throw new ArgumentException("The sizes differ.", nameof(second));
        var distances = new float[first.Width * first.Height];
        // equal pixels are found as whole words; most of two composites is equal
        var a = MemoryMarshal.Cast<byte, uint>(first.Pixels);
        var b = MemoryMarshal.Cast<byte, uint>(second.Pixels);
        var i = 0;
        for (; i <= distances.Length - 8; i += 8)
        {
            var (one, other) = (Vector256.Create(a[i..]), Vector256.Create(b[i..]));
            if (one != other) OkLabVectors.Distance(one, other).CopyTo(distances, i);
        }
        for (; i < distances.Length; i++)
            if (a[i] != b[i]) distances[i] = OkLab.OnWhite(first.Pixels.AsSpan(i * 4, 4)).Distance(OkLab.OnWhite(second.Pixels.AsSpan(i * 4, 4)));
        return new(first.Width, first.Height, distances);
    }

    /// <summary>Distances of one picture from plain white.</summary>
    public static ImagePlane FromWhite(RgbaImage image)
    {
        var distances = new float[image.Width * image.Height];
        var pixels = MemoryMarshal.Cast<byte, uint>(image.Pixels);
        var i = 0;
        for (; i <= distances.Length - 8; i += 8) OkLabVectors.Distance(Vector256.Create(pixels[i..]), Vector256<uint>.AllBitsSet).CopyTo(distances, i);
        for (; i < distances.Length; i++) distances[i] = OkLab.OnWhite(image.Pixels.AsSpan(i * 4, 4)).Distance(OkLab.White);
        return new(image.Width, image.Height, distances);
    }
}
