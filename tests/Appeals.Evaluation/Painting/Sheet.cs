using Appeals.Analysis.Pixels;

namespace Appeals.Evaluation.Painting;

/// <summary>A layer in the making: pixels with straight alpha, of the canvas' size.</summary>
internal sealed class Sheet
{
    public Sheet(int width, int height) => Image = new(width, height, new byte[width * height * 4]);

    public Sheet(RgbaImage image) => Image = image;

    public RgbaImage Image { get; }
    public int Width => Image.Width;
    public int Height => Image.Height;

    public Sheet Copy() => new(new RgbaImage(Width, Height, (byte[])Image.Pixels.Clone()));

    public Sheet Fill(Ink ink)
    {
        for (var i = 0; i < Image.Pixels.Length; i += 4) Set(i, ink, 1);
        return this;
    }

    public Sheet Fill(Func<int, int, Ink> ink)
    {
        for (var y = 0; y < Height; y++)
            for (var x = 0; x < Width; x++) Set(((y * Width) + x) * 4, ink(x, y), 1);
        return this;
    }

    /// <summary>Puts paint over what is there, at the byte where a pixel begins.</summary>
    public void Blend(int at, Ink ink, float alpha)
    {
        if (alpha < 1f / 510) return;
        var pixel = Image.Pixels.AsSpan(at, 4);
        var beneath = pixel[3] / 255f * (1 - alpha);
        var sum = alpha + beneath;
        pixel[0] = ToByte(((ink.R * alpha) + (pixel[0] * beneath)) / sum);
        pixel[1] = ToByte(((ink.G * alpha) + (pixel[1] * beneath)) / sum);
        pixel[2] = ToByte(((ink.B * alpha) + (pixel[2] * beneath)) / sum);
        pixel[3] = ToByte(sum * 255);
    }

    /// <summary>Lays another sheet over this one.</summary>
    public Sheet Over(Sheet upper, double opacity = 1)
    {
        var pixels = upper.Image.Pixels;
        for (var i = 0; i < pixels.Length; i += 4)
            if (pixels[i + 3] > 0) Blend(i, new(pixels[i], pixels[i + 1], pixels[i + 2]), (float)(pixels[i + 3] / 255f * opacity));
        return this;
    }

    /// <summary>Wipes paint away where a mask says so.</summary>
    public Sheet Erase(Mask mask, double share = 1)
    {
        for (var i = 0; i < mask.Values.Length; i++)
            if (mask.Values[i] > 0) Image.Pixels[(i * 4) + 3] = ToByte(Image.Pixels[(i * 4) + 3] * (1 - (share * mask.Values[i] / 255)));
        return this;
    }

    public static byte ToByte(double value) => (byte)Math.Clamp(value + 0.5, 0, 255);

    private void Set(int at, Ink ink, float alpha)
    {
        var pixel = Image.Pixels.AsSpan(at, 4);
        (pixel[0], pixel[1], pixel[2], pixel[3]) = (ToByte(ink.R), ToByte(ink.G), ToByte(ink.B), ToByte(alpha * 255));
    }
}

/// <summary>How much of each pixel belongs, 0..255, over the whole canvas.</summary>
internal sealed class Mask(int width, int height)
{
    public int Width { get; } = width;
    public int Height { get; } = height;
    public byte[] Values { get; } = new byte[width * height];

    public byte At(int x, int y) => x < 0 || y < 0 || x >= Width || y >= Height ? (byte)0 : Values[(y * Width) + x];

    /// <summary>The inside of a closed outline (non-zero winding), with soft edges.</summary>
    public static Mask Of(IReadOnlyList<Vector2> outline, int width, int height)
    {
        const int Lines = 4;
        var mask = new Mask(width, height);
        var (top, bottom) = ((int)Math.Max(0, Math.Floor(outline.Min(static p => p.Y))), (int)Math.Min(height - 1, Math.Ceiling(outline.Max(static p => p.Y))));
        var row = new float[width];
        var crossings = new List<(float X, int Turn)>();
        for (var y = top; y <= bottom; y++)
        {
            Array.Clear(row);
            for (var line = 0; line < Lines; line++)
            {
                Cross(outline, y + ((line + 0.5f) / Lines), crossings);
                for (int i = 0, winding = 0; i + 1 < crossings.Count; i++)
                {
                    winding += crossings[i].Turn;
                    if (winding != 0) Span(row, crossings[i].X, crossings[i + 1].X, 1f / Lines);
                }
            }
            for (var x = 0; x < width; x++) mask.Values[(y * width) + x] = Sheet.ToByte(Math.Min(1, row[x]) * 255);
        }
        return mask;
    }

    private static void Cross(IReadOnlyList<Vector2> outline, float y, List<(float X, int Turn)> crossings)
    {
        crossings.Clear();
        for (var i = 0; i < outline.Count; i++)
        {
            var (a, b) = (outline[i], outline[(i + 1) % outline.Count]);
            if (a.Y <= y == b.Y <= y) continue;
            crossings.Add((a.X + ((y - a.Y) / (b.Y - a.Y) * (b.X - a.X)), a.Y < b.Y ? 1 : -1));
        }
        crossings.Sort(static (a, b) => a.X.CompareTo(b.X));
    }

    private static void Span(float[] row, float from, float to, float share)
    {
        (from, to) = (Math.Max(0, from), Math.Min(row.Length, to));
        if (to <= from) return;
        var (first, last) = ((int)from, Math.Min(row.Length - 1, (int)to));
        if (first == last)
        {
            row[first] += (to - from) * share;
            return;
        }
        row[first] += (first + 1 - from) * share;
        for (var x = first + 1; x < last; x++) row[x] += share;
        row[last] += (to - last) * share;
    }
}
