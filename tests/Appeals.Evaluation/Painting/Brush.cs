namespace Appeals.Evaluation.Painting;

/// <param name="Radius">In pixels, at full pressure.</param>
/// <param name="Hardness">1 has a sharp edge, 0 fades from the middle.</param>
/// <param name="Opacity">Of a whole stroke; a stroke that crosses itself grows no darker.</param>
/// <param name="Taper">Share of the length over which a stroke swells at its beginning, and thins at its end.</param>
/// <param name="Grain">How much of the paper shows through, 0..1.</param>
internal sealed record Brush(float Radius, float Hardness = 1, float Opacity = 1, float Taper = 0.35f, float Grain = 0)
{
    /// <summary>Draws one stroke along a path, with pressure that wavers as a hand's does.</summary>
    /// <param name="within">Where paint is let through; null for everywhere.</param>
    public void Stroke(Sheet sheet, IReadOnlyList<Vector2> path, Ink ink, Random random, Mask? within = null)
    {
        if (path.Count < 2) return;
        var dots = Dots(path, random);
        var (left, top) = ((int)Math.Max(0, dots.Min(static d => d.X - d.Z) - 1), (int)Math.Max(0, dots.Min(static d => d.Y - d.Z) - 1));
        var (right, bottom) = ((int)Math.Min(sheet.Width - 1, dots.Max(static d => d.X + d.Z) + 1), (int)Math.Min(sheet.Height - 1, dots.Max(static d => d.Y + d.Z) + 1));
        if (right < left || bottom < top) return;
        var width = right - left + 1;
        var cover = new float[width * (bottom - top + 1)];
        for (var i = 0; i + 1 < dots.Count; i++) Piece(cover, left, top, width, bottom - top + 1, dots[i], dots[i + 1]);
        var salt = random.Next();
        for (var i = 0; i < cover.Length; i++)
        {
            if (cover[i] <= 0) continue;
            var (x, y) = (left + (i % width), top + (i / width));
            var alpha = cover[i] * Opacity;
            if (Grain > 0) alpha *= 1 - (Grain * (float)Noise.Hash(x / 2, y / 2, salt));
            if (within is not null) alpha *= within.Values[(y * sheet.Width) + x] / 255f;
            sheet.Blend(((y * sheet.Width) + x) * 4, ink, alpha);
        }
    }

    /// <summary>Places along the path, with the radius as third coordinate.</summary>
    private List<Vector3> Dots(IReadOnlyList<Vector2> path, Random random)
    {
        var length = 0f;
        for (var i = 1; i < path.Count; i++) length += Vector2.Distance(path[i - 1], path[i]);
        var (phase, waver) = ((float)random.NextDouble() * 6.28f, 0.06f + ((float)random.NextDouble() * 0.12f));
        var dots = new List<Vector3>();
        var at = 0f;
        for (var i = 1; i < path.Count; i++)
        {
            var piece = Vector2.Distance(path[i - 1], path[i]);
            var steps = (int)Math.Ceiling(piece / Math.Max(4, Radius));
            for (var step = i == 1 ? 0 : 1; step <= steps; step++)
            {
                var t = steps == 0 ? 0 : step / (float)steps;
                var along = length == 0 ? 0 : (at + (piece * t)) / length;
                var swell = Taper <= 0 ? 1 : Math.Min(1, Math.Min(along, 1 - along) / Taper);
                var pressure = (0.18f + (0.82f * MathF.Sqrt(swell))) * (1 - waver + (waver * MathF.Sin((along * 9) + phase)));
                dots.Add(new(Vector2.Lerp(path[i - 1], path[i], t), Radius * pressure));
            }
            at += piece;
        }
        return dots;
    }

    private void Piece(float[] cover, int left, int top, int width, int height, Vector3 a, Vector3 b)
    {
        var reach = Math.Max(a.Z, b.Z) + 1;
        int fromX = (int)Math.Max(0, Math.Min(a.X, b.X) - reach - left), toX = (int)Math.Min(width - 1, Math.Max(a.X, b.X) + reach - left);
        int fromY = (int)Math.Max(0, Math.Min(a.Y, b.Y) - reach - top), toY = (int)Math.Min(height - 1, Math.Max(a.Y, b.Y) + reach - top);
        var (dx, dy) = (b.X - a.X, b.Y - a.Y);
        var square = Math.Max(1e-6f, (dx * dx) + (dy * dy));
        for (var y = fromY; y <= toY; y++)
            for (var x = fromX; x <= toX; x++)
            {
                var (px, py) = (left + x + 0.5f - a.X, top + y + 0.5f - a.Y);
                var t = Math.Clamp(((px * dx) + (py * dy)) / square, 0, 1);
                var (ox, oy) = (px - (t * dx), py - (t * dy));
                var value = Edge(MathF.Sqrt((ox * ox) + (oy * oy)), a.Z + ((b.Z - a.Z) * t));
                ref var old = ref cover[(y * width) + x];
                if (value > old) old = value;
            }
    }

    private float Edge(float distance, float radius)
    {
        var inner = radius * Hardness;
        var fade = Math.Max(1, radius - inner);
        var outside = distance - Math.Max(0, Math.Min(inner, radius - 0.5f));
        if (outside <= 0) return Math.Min(1, radius * 2);
        if (outside >= fade) return 0;
        var t = 1 - (outside / fade);
        return (Hardness >= 0.95f ? t : t * t * (3 - (2 * t))) * Math.Min(1, radius * 2);
    }
}
