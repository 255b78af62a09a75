using System.Runtime.InteropServices;

namespace Appeals.Evaluation.Painting;

/// <summary>A colour, 0..255 a channel in sRGB.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Ink(float R, float G, float B)
{
    public static Ink Black { get; } = new(24, 20, 26);
    public static Ink White { get; } = new(255, 255, 255);

    /// <param name="hue">0..1, around the circle.</param>
    public static Ink FromHsv(double hue, double saturation, double value)
    {
        float Channel(double n)
        {
            var k = (n + (hue * 6)) % 6;
            return (float)(255 * value * (1 - (saturation * Math.Clamp(Math.Min(k, 4 - k), 0, 1))));
        }
        return new(Channel(5), Channel(3), Channel(1));
    }

    public Ink To(Ink other, double share)
    {
        var s = (float)share;
        return new(R + ((other.R - R) * s), G + ((other.G - G) * s), B + ((other.B - B) * s));
    }

    public Ink Times(double factor) => new((float)(R * factor), (float)(G * factor), (float)(B * factor));

    /// <summary>As a hand mixes it: never quite the same twice.</summary>
    public Ink Jitter(Random random, double most) => new(
        (float)(R + ((random.NextDouble() - 0.5) * 2 * most)), (float)(G + ((random.NextDouble() - 0.5) * 2 * most)), (float)(B + ((random.NextDouble() - 0.5) * 2 * most)));
}
