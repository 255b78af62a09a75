using Appeals.Analysis.Pixels;
using Appeals.Evaluation.Painting;

namespace Appeals.Evaluation.Publishing;

/// <summary>Visible labels as GB 45438-2025 asks for: a line of text near an edge, and watermarks as some platforms add them.</summary>
internal static class Labels
{
    /// <summary>"AI" and some strokes that stand for 生成 in a grid of 5 by 5.</summary>
    private static readonly string[] Glyphs =
    [
        ".##..#..#.####.#..#.#..#.", "###..#....#....#...###...", "..#..#####..#..#####..#..", "#.#.######..#..#####..#..", "#####..#..#####..#..#.#.#",
    ];

    public static RgbaImage Stamp(RgbaImage picture, Random random)
    {
        var stamped = new Sheet(new RgbaImage(picture.Width, picture.Height, (byte[])picture.Pixels.Clone()));
        // the standard: text height at least 5 % of the shortest side
        var text = Math.Max(8, (int)(Math.Min(picture.Width, picture.Height) * (0.05 + (random.NextDouble() * 0.03))));
        var width = text * (Glyphs.Length + 1);
        var (right, bottom) = (random.Next(4) > 0, random.Next(4) > 0);
        int left = right ? picture.Width - width - (text / 2) : text / 2, top = bottom ? picture.Height - (text * 3 / 2) : text / 2;
        if (random.Next(2) == 0) Box(stamped, left - (text / 4), top - (text / 4), width, text * 3 / 2, new(20, 20, 20), 0.55f);
        for (var i = 0; i < Glyphs.Length; i++) Glyph(stamped, Glyphs[i], left + (i * text), top, text * 4 / 5, 0.92f);
        if (random.Next(4) == 0) Watermark(stamped, text);
        return stamped.Image;
    }

    /// <summary>Only a watermark, across the whole picture.</summary>
    public static RgbaImage Watermark(RgbaImage picture)
    {
        var marked = new Sheet(new RgbaImage(picture.Width, picture.Height, (byte[])picture.Pixels.Clone()));
        Watermark(marked, Math.Max(8, Math.Min(picture.Width, picture.Height) / 16));
        return marked.Image;
    }

    /// <summary>Faint, again and again.</summary>
    private static void Watermark(Sheet sheet, int text)
    {
        for (var y = 0; y < sheet.Height; y += text * 7)
            for (var x = y / 3 % (text * 4); x < sheet.Width; x += text * 8)
                for (var i = 0; i < 3; i++) Glyph(sheet, Glyphs[i], x + (i * text), y, text * 4 / 5, 0.16f);
    }

    private static void Glyph(Sheet sheet, string glyph, int left, int top, int size, float alpha)
    {
        for (var y = 0; y < size; y++)
            for (var x = 0; x < size; x++)
                if (glyph[(y * 5 / size * 5) + (x * 5 / size)] == '#') Dot(sheet, left + x, top + y, Ink.White, alpha);
    }

    private static void Box(Sheet sheet, int left, int top, int width, int height, Ink ink, float alpha)
    {
        for (var y = top; y < top + height; y++)
            for (var x = left; x < left + width; x++) Dot(sheet, x, y, ink, alpha);
    }

    private static void Dot(Sheet sheet, int x, int y, Ink ink, float alpha)
    {
        if (x >= 0 && y >= 0 && x < sheet.Width && y < sheet.Height) sheet.Blend(((y * sheet.Width) + x) * 4, ink, alpha);
    }
}
