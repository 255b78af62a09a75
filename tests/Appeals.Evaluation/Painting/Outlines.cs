namespace Appeals.Evaluation.Painting;

/// <summary>Closed outlines and paths of which scenes are made.</summary>
internal static class Outlines
{
    /// <summary>A rounded form, uneven as natural ones are.</summary>
    /// <param name="unevenness">0 for an ellipse.</param>
    public static Vector2[] Blob(Random random, Vector2 centre, float radiusX, float radiusY, double unevenness = 0.12, double turn = 0)
    {
        var waves = Enumerable.Range(2, 4).Select(k => (K: k, Size: unevenness * random.NextDouble() / (k - 1), Phase: random.NextDouble() * Math.Tau)).ToArray();
        var count = Math.Clamp((int)(radiusX + radiusY), 24, 140);
        var (cos, sin) = (Math.Cos(turn), Math.Sin(turn));
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var angle = Math.Tau * i / count;
            var r = 1 + waves.Sum(w => w.Size * Math.Cos((w.K * angle) + w.Phase));
            var (x, y) = (radiusX * r * Math.Cos(angle), radiusY * r * Math.Sin(angle));
            return centre + new Vector2((float)((x * cos) - (y * sin)), (float)((x * sin) + (y * cos)));
        })];
    }

    /// <summary>A band along a path: a limb, a trunk, a lock of hair.</summary>
    public static Vector2[] Ribbon(IReadOnlyList<Vector2> path, float from, float to)
    {
        var smooth = Smooth(path);
        var sides = smooth.Select((p, i) =>
        {
            var along = Vector2.Normalize(smooth[Math.Min(i + 1, smooth.Length - 1)] - smooth[Math.Max(i - 1, 0)] + new Vector2(1e-4f, 0));
            return (Point: p, Off: new Vector2(-along.Y, along.X) * (from + ((to - from) * i / (smooth.Length - 1))));
        }).ToList();
        return [.. sides.Select(static s => s.Point + s.Off), .. sides.AsEnumerable().Reverse().Select(static s => s.Point - s.Off)];
    }

    /// <summary>A ridge from edge to edge, filled to the bottom.</summary>
    public static Vector2[] Ridge(Random random, int width, int height, float level, float roughness)
    {
        var salt = random.Next();
        var crest = Enumerable.Range(0, 61).Select(i => new Vector2(
            (width * 1.2f * i / 60) - (width * 0.1f), level + (roughness * (float)((Noise.Fractal(i / 12.0, 0, salt, 4) * 2) - 1))));
        return [.. crest, new(width * 1.1f, height * 1.1f), new(width * -0.1f, height * 1.1f)];
    }

    public static Vector2[] Box(Random random, Vector2 corner, float width, float height)
    {
        Vector2 Off() => new((float)(random.NextDouble() - 0.5) * width * 0.06f, (float)(random.NextDouble() - 0.5) * height * 0.06f);
        return Dense([corner + Off(), corner + new Vector2(width, 0) + Off(), corner + new Vector2(width, height) + Off(), corner + new Vector2(0, height) + Off()]);
    }

    /// <summary>A Catmull-Rom curve through the points.</summary>
    public static Vector2[] Smooth(IReadOnlyList<Vector2> points, int pieces = 8)
    {
        Vector2 At(int i) => points[Math.Clamp(i, 0, points.Count - 1)];
        var curve = new List<Vector2>();
        for (var i = 0; i + 1 < points.Count; i++)
            for (var step = 0; step < pieces; step++)
                curve.Add(CatmullRom(At(i - 1), At(i), At(i + 1), At(i + 2), step / (float)pieces));
        curve.Add(points[^1]);
        return [.. curve];
    }

    /// <summary>The outline as a hand repeats it: near, not the same.</summary>
    public static Vector2[] Wobble(Random random, IReadOnlyList<Vector2> outline, double most)
    {
        var salt = random.Next();
        return [.. outline.Select((p, i) => p + new Vector2(
            (float)((Noise.Smooth(i / 7.0, 0.5, salt) - 0.5) * 2 * most), (float)((Noise.Smooth(i / 7.0, 7.5, salt) - 0.5) * 2 * most)))];
    }

    private static Vector2[] Dense(Vector2[] corners) => [.. Enumerable.Range(0, corners.Length)
        .SelectMany(i => Enumerable.Range(0, 12).Select(step => Vector2.Lerp(corners[i], corners[(i + 1) % corners.Length], step / 12f)))];

    private static Vector2 CatmullRom(Vector2 a, Vector2 b, Vector2 c, Vector2 d, float t) =>
        0.5f * ((2 * b) + ((c - a) * t) + (((2 * a) - (5 * b) + (4 * c) - d) * t * t) + (((3 * b) - a - (3 * c) + d) * t * t * t));
}
