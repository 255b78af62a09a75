using System.Runtime.Intrinsics;
using Appeals.Analysis.Pixels;

namespace Appeals.Analysis.Examining.Study;

/// <summary>
/// What of a layer's structure is drawn: the energy of gradients is measured with and without smoothing. An edge keeps a third of it, noise that differs from pixel to pixel
/// hardly anything, so that both parts can be told.
/// </summary>
internal sealed class LayerTexture
{
    /// <summary>Of the gradient's energy, what an edge and what noise keep when means of three by three are taken.</summary>
    private const float EdgeKept = 1 / 3f, NoiseKept = 1 / 27f;
    private readonly PixelArea _area;
    private readonly float[] _smoothed;

    /// <param name="brightness">Of the layer alone, over <paramref name="area"/>.</param>
    public LayerTexture(float[] brightness, PixelArea area) => (Brightness, _area, _smoothed) = (brightness, area, Smooth(brightness, area.Width));

    /// <summary>0..255.</summary>
    public float[] Brightness { get; }

    /// <summary>Summed energy of edges in a square.</summary>
    public float DrawnIn(PixelArea square)
    {
        float all = 0, smoothed = 0;
        if (square.Width == Vector256<float>.Count && square.Right < _area.Right && square.Bottom < _area.Bottom)
        {
            var (sums, smoothedSums) = (Vector256<float>.Zero, Vector256<float>.Zero);
            for (var y = square.Top; y < square.Bottom; y++)
            {
                var at = ((y - _area.Top) * _area.Width) + square.Left - _area.Left;
                var ((x, down), (smoothX, smoothDown)) = (Gradient.Of(Brightness, at, _area.Width), Gradient.Of(_smoothed, at, _area.Width));
                (sums, smoothedSums) = (sums + (x * x) + (down * down), smoothedSums + (smoothX * smoothX) + (smoothDown * smoothDown));
            }
            return (float)Edges(Vector256.Sum(sums), Vector256.Sum(smoothedSums));
        }
        for (var y = square.Top; y < Math.Min(square.Bottom, _area.Bottom - 1); y++)
        {
            var at = ((y - _area.Top) * _area.Width) + square.Left - _area.Left;
            for (var x = square.Left; x < Math.Min(square.Right, _area.Right - 1); x++, at++) (all, smoothed) = (all + Energy(Brightness, at), smoothed + Energy(_smoothed, at));
        }
        return (float)Edges(all, smoothed);
    }

    /// <summary>Mean energy of edges within paint of one state: where it, and all around it, is of that state. What lies at its border is an edge, too, but no detail.</summary>
    /// <param name="paint">Where the states lie.</param>
    public (double Energy, int Pixels) Within(PixelArea paint, PaintState[] states, PaintState state)
    {
        var inner = Inner(states, paint.Width, state);
        double all = 0, smoothed = 0;
        var pixels = 0;
        for (var y = 1; y < paint.Height - 2; y++)
            for (var x = 1; x < paint.Width - 2; x++)
            {
                var i = (y * paint.Width) + x;
                if (!inner[i] || !inner[i + 1] || !inner[i + paint.Width]) continue;
                var at = ((y + paint.Top - _area.Top) * _area.Width) + x + paint.Left - _area.Left;
                (all, smoothed, pixels) = (all + Energy(Brightness, at), smoothed + Energy(_smoothed, at), pixels + 1);
            }
        return pixels == 0 ? default : (Edges(all, smoothed) / pixels, pixels);
    }

    private static bool[] Inner(PaintState[] states, int width, PaintState state)
    {
        var across = new bool[states.Length];
        for (var i = 1; i < states.Length - 1; i++) across[i] = states[i - 1] == state && states[i] == state && states[i + 1] == state;
        var inner = new bool[states.Length];
        for (var i = width; i < states.Length - width; i++) inner[i] = across[i - width] && across[i] && across[i + width];
        return inner;
    }

    private static double Edges(double energy, double smoothed) => Math.Max(0, (smoothed - (NoiseKept * energy)) / (EdgeKept - NoiseKept));

    private float Energy(float[] values, int at)
    {
        float dx = values[at + 1] - values[at], dy = values[at + _area.Width] - values[at];
        return (dx * dx) + (dy * dy);
    }

    /// <summary>Means of three by three.</summary>
    private static float[] Smooth(float[] values, int width)
    {
        var across = new float[values.Length];
        for (var row = 0; row < values.Length; row += width)
            for (var x = 0; x < width; x++)
                across[row + x] = values[row + x] + values[row + Math.Max(0, x - 1)] + values[row + Math.Min(width - 1, x + 1)];
        var result = new float[values.Length];
        for (var i = 0; i < values.Length; i++)
            result[i] = (across[i] + across[i >= width ? i - width : i] + across[i + width < values.Length ? i + width : i]) / 9;
        return result;
    }
}
