namespace Appeals.Evaluation.Painting;

/// <summary>Random numbers that belong to places.</summary>
internal static class Noise
{
    /// <summary>In [0, 1), the same for the same place.</summary>
    public static double Hash(int x, int y, int salt)
    {
        unchecked
        {
            var h = ((uint)x * 0x9E3779B1u) ^ ((uint)y * 0x85EBCA77u) ^ ((uint)salt * 0xC2B2AE3Du);
            h = (h ^ (h >> 15)) * 0x2C1B3C6Du;
            h = (h ^ (h >> 12)) * 0x297A2D39u;
            return (h ^ (h >> 15)) / 4294967296.0;
        }
    }

    /// <summary>Smooth, in [0, 1].</summary>
    public static double Smooth(double x, double y, int salt)
    {
        var (ix, iy) = ((int)Math.Floor(x), (int)Math.Floor(y));
        double fx = x - ix, fy = y - iy;
        (fx, fy) = (fx * fx * (3 - (2 * fx)), fy * fy * (3 - (2 * fy)));
        var top = Hash(ix, iy, salt) + ((Hash(ix + 1, iy, salt) - Hash(ix, iy, salt)) * fx);
        var bottom = Hash(ix, iy + 1, salt) + ((Hash(ix + 1, iy + 1, salt) - Hash(ix, iy + 1, salt)) * fx);
        return top + ((bottom - top) * fy);
    }

    /// <summary>Octaves of it, each half as large and half as strong, in [0, 1].</summary>
    public static double Fractal(double x, double y, int salt, int octaves)
    {
        double sum = 0, weight = 0.5, all = 0;
        for (var octave = 0; octave < octaves; octave++)
        {
            sum += weight * Smooth(x, y, salt + octave);
            all += weight;
            (x, y, weight) = (x * 2.03, y * 2.03, weight / 2);
        }
        return sum / all;
    }
}
