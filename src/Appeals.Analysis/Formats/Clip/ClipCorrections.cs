using System.Buffers.Binary;
using Appeals.Analysis.Pixels.Adjusting;

namespace Appeals.Analysis.Formats.Clip;

/// <summary>"FilterLayerInfo" of tonal corrections: a kind, a length, numbers. Levels are read; null for the rest, and for what is damaged.</summary>
internal static class ClipCorrections
{
    private const uint Levels = 2;
    private const int Head = 8, Points = 5, Curves = 4;
    private const double White = ushort.MaxValue;

    public static Adjustment? Of(ReadOnlySpan<byte> info)
    {
        if (info.Length < Head + Curves * Points * 2 || BinaryPrimitives.ReadUInt32BigEndian(info) != Levels) return null;
        var curves = new Func<double, double>[Curves];
        for (var i = 0; i < Curves; i++)
        {
            if (Curve(info.Slice(Head + i * Points * 2, Points * 2)) is not { } curve) return null;
            curves[i] = curve;
        }
        return ShadeTables.Of(shade => curves[0](curves[1](shade)), shade => curves[0](curves[2](shade)), shade => curves[0](curves[3](shade)));
    }

    /// <summary>The shades that become black, middle grey and white, then the darkest and the lightest that come out.</summary>
    private static Func<double, double>? Curve(ReadOnlySpan<byte> points)
    {
        double from = At(points, 0), middle = At(points, 1), to = At(points, 2), low = At(points, 3), high = At(points, 4);
        if (!(from < middle && middle < to)) return null;
        var bend = Math.Log(0.5) / Math.Log((middle - from) / (to - from));
        return shade => low + (high - low) * Math.Pow(Math.Clamp((shade - from) / (to - from), 0, 1), bend);
    }

    private static double At(ReadOnlySpan<byte> points, int index) => BinaryPrimitives.ReadUInt16BigEndian(points[(index * 2)..]) / White;
}
