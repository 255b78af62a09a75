using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Appeals.Analysis.Pixels;

/// <summary>Distances as <see cref="OkLab"/> has them, of eight pixels at a time.</summary>
internal static class OkLabVectors
{
    /// <summary>RGBA with straight alpha, each seen on white paper; 0 for equal pixels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Vector256<float> Distance(Vector256<uint> one, Vector256<uint> other)
    {
        var (l, a, b) = Colors(OnWhite(one));
        var (l2, a2, b2) = Colors(OnWhite(other));
        (l, a, b) = (l - l2, a - a2, b - b2);
        return Vector256.Sqrt((l * l) + (a * a) + (b * b));
    }

    /// <summary>Of RGBA; alpha does not count.</summary>
    public static Vector256<float> Lightness(Vector256<uint> pixels) => Colors(pixels).L;

    /// <summary>As <see cref="OkLab.OnWhite(byte, byte)"/>; alpha is of no use afterwards.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> OnWhite(Vector256<uint> pixels)
    {
        var alpha = Vector256.ShiftRightLogical(pixels, 24);
        if (Vector256.EqualsAll(alpha, Vector256.Create(255u))) return pixels;
        var result = Vector256<uint>.Zero;
        for (var shift = 0; shift < 24; shift += 8)
        {
            var covered = ((Vector256.Create(255u) - (Vector256.ShiftRightLogical(pixels, shift) & Vector256.Create(255u))) * alpha) + Vector256.Create(127u);
            // a division by 255 that is exact for what two bytes can give
            result |= Vector256.ShiftLeft(Vector256.Create(255u) - Vector256.ShiftRightLogical((covered * 0x8081) , 23), shift);
        }
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> L, Vector256<float> A, Vector256<float> B) Colors(Vector256<uint> pixels)
    {
        Vector256<float> red = Linear(pixels), green = Linear(Vector256.ShiftRightLogical(pixels, 8)), blue = Linear(Vector256.ShiftRightLogical(pixels, 16));
        var l = CubeRoot((red * 0.4122214708f) + (green * 0.5363325363f) + (blue * 0.0514459929f));
        var m = CubeRoot((red * 0.2119034982f) + (green * 0.6806995451f) + (blue * 0.1073969566f));
        var s = CubeRoot((red * 0.0883024619f) + (green * 0.2817188376f) + (blue * 0.6299787005f));
        return ((l * 0.2104542553f) + (m * 0.7936177850f) - (s * 0.0040720468f), (l * 1.9779984951f) - (m * 2.4285922050f) + (s * 0.4505937099f), (l * 0.0259040371f) + (m * 0.7827717662f) - (s * 0.8086757660f));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Linear(Vector256<uint> samples)
    {
        var table = OkLab.LinearLight;
        samples &= Vector256.Create(255u);
        return Vector256.Create(
            table[(int)samples[0]], table[(int)samples[1]], table[(int)samples[2]], table[(int)samples[3]], table[(int)samples[4]], table[(int)samples[5]], table[(int)samples[6]], table[(int)samples[7]]);
    }

    /// <summary>Of numbers from 0 to 1, to six digits: a third of the exponent, then twice Halley's step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> CubeRoot(Vector256<float> cubes)
    {
        cubes = Vector256.Max(cubes, Vector256.Create(1e-15f));
        var root = (Vector256.ConvertToInt32Native(Vector256.ConvertToSingle(cubes.AsInt32()) * (1 / 3f)) + Vector256.Create(0x2A514067)).AsSingle();
        for (var i = 0; i < 2; i++)
        {
            var cube = root * root * root;
            root *= (cube + cubes + cubes) / (cube + cube + cubes);
        }
        return root;
    }
}
