using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Examining;

/// <summary>
/// What was declared as AI does to the picture. Layers: the composites with and without them are compared. Painted areas and rectangles:
/// the picture is compared with white paper there, and the whole area counts.
/// </summary>
/// <param name="Changed">Per pixel, whether it is touched.</param>
internal sealed record AiShareMap(AiShare Share, int Width, int Height, bool[] Changed)
{
    /// <param name="with">The composite, as it lies in the frame.</param>
    /// <param name="without">The composite without the declared layers, likewise; the same picture if only areas were declared.</param>
    /// <param name="area">True where the picture was declared as AI, of the frame's size; null if nowhere.</param>
    public static AiShareMap Measure(RgbaImage with, RgbaImage without, bool[]? area)
    {
        var distances = OkLabDistance.Between(with, without).Values;
        var fromWhite = OkLabDistance.FromWhite(with).Values;
        var changed = new bool[distances.Length];
        double difference = 0, all = 0;
        for (var i = 0; i < distances.Length; i++)
        {
            var declared = area?[i] == true;
            changed[i] = declared || distances[i] > OkLab.Visible;
            difference += declared ? fromWhite[i] : distances[i];
            all += fromWhite[i];
        }
        var touched = changed.Count(static c => c) / (double)changed.Length;
        return new(new(Math.Round(touched, 5), all == 0 ? 0 : Math.Round(difference / all, 5)), with.Width, with.Height, changed);
    }

    /// <summary>White where the picture is touched, transparent elsewhere.</summary>
    public RgbaImage ToImage()
    {
        var pixels = new byte[Changed.Length * 4];
        for (var i = 0; i < Changed.Length; i++)
            if (Changed[i]) pixels.AsSpan(i * 4, 4).Fill(byte.MaxValue);
        return new(Width, Height, pixels);
    }

    /// <summary>The declared rectangles and mask on a frame; null if there are none.</summary>
    public static bool[]? Areas(ExaminationInput input, int width, int height)
    {
        if (input.DeclaredAreas.Count == 0 && input.DeclaredMask is null) return null;
        var area = new bool[width * height];
        foreach (var rectangle in input.DeclaredAreas)
        {
            var (left, right) = (Pixel(rectangle.Left, width), Pixel(rectangle.Left + rectangle.Width, width));
            for (var y = Pixel(rectangle.Top, height); y < Pixel(rectangle.Top + rectangle.Height, height); y++)
                if (right > left) area.AsSpan((y * width) + left, right - left).Fill(true);
        }
        if (input.DeclaredMask is { } mask) AddMask(mask, area, width, height);
        return area;
    }

    private static int Pixel(double share, int side) => (int)Math.Round(Math.Clamp(double.IsNaN(share) ? 0 : share, 0, 1) * side);

    private static void AddMask(RgbaImage mask, bool[] area, int width, int height)
    {
        var fitted = ImageCodec.Resize(mask, width, height).Pixels;
        for (var i = 0; i < area.Length; i++)
        {
            var light = (fitted[i * 4] + fitted[(i * 4) + 1] + fitted[(i * 4) + 2]) / 3;
            area[i] |= light * fitted[(i * 4) + 3] >= 128 * 255;
        }
    }
}
