namespace Appeals.Evaluation.Painting;

/// <summary>A painter's hand before a scene: everything is put down stroke by stroke, with the unevenness of a hand.</summary>
internal sealed class Hand(Scene scene, Random random)
{
    public Scene Scene => scene;
    public Random Random => random;
    public float Side => Math.Min(scene.Width, scene.Height);

    public Sheet NewSheet() => new(scene.Width, scene.Height);

    public float Between(double from, double to) => (float)(from + ((to - from) * random.NextDouble()));

    public IEnumerable<int> FormsOf(string part) => Enumerable.Range(0, scene.Forms.Count).Where(i => scene.Forms[i].Part == part);

    /// <summary>Parts from back to front.</summary>
    public IReadOnlyList<string> Parts => [.. scene.Forms.Select(static f => f.Part).Distinct()];

    /// <summary>Rough search for the form, several times over it and never quite on it.</summary>
    public Sheet Sketch(Ink ink, double looseness)
    {
        var sheet = NewSheet();
        var pencil = new Brush(Between(0.8, 1.5), 0.7f, Between(0.45, 0.7), 0.25f, 0.5f);
        foreach (var form in scene.Forms.Where(f => f.RadiusX + f.RadiusY > Side * 0.03f))
            for (var pass = 0; pass < 2; pass++)
                foreach (var arc in Arcs(Outlines.Wobble(random, form.Outline, looseness), 2 + random.Next(3), overlap: 4)) pencil.Stroke(sheet, arc, ink.Jitter(random, 10), random);
        return sheet;
    }

    /// <summary>Lines where forms end and within them; not where other forms hide them.</summary>
    public void Draw(Sheet sheet, IEnumerable<int> forms, Brush pen, Ink ink, double wobble = 0.7)
    {
        foreach (var form in forms)
        {
            foreach (var arc in Arcs(Outlines.Wobble(random, scene.Forms[form].Outline, wobble), 2 + random.Next(3), overlap: 2))
                foreach (var seen in Visible(arc, form)) pen.Stroke(sheet, seen, ink.Jitter(random, 6), random);
            foreach (var line in scene.Forms[form].Lines)
                foreach (var seen in Visible(Outlines.Smooth(line), form)) (pen with { Radius = pen.Radius * 0.75f }).Stroke(sheet, seen, ink.Jitter(random, 6), random);
        }
    }

    /// <summary>Fills whole forms, also where others will hide them, not quite to the line.</summary>
    public void Fill(Sheet sheet, IEnumerable<int> forms, double wobble = 1.2, double jitter = 4)
    {
        foreach (var form in forms)
        {
            var mask = Mask.Of(Outlines.Wobble(random, scene.Forms[form].Outline, wobble), scene.Width, scene.Height).Values;
            var ink = scene.Forms[form].Color.Jitter(random, jitter);
            for (var i = 0; i < mask.Length; i++)
                if (mask[i] > 0) sheet.Blend(i * 4, ink, mask[i] / 255f);
        }
    }

    /// <summary>Strokes along one side of each form: away from the light, or towards it.</summary>
    public void Shade(Sheet sheet, IEnumerable<int> forms, Func<Form, Ink> ink, Brush brush, bool towardsLight, int strokes)
    {
        foreach (var form in forms)
        {
            var f = scene.Forms[form];
            var within = scene.MaskOf(form);
            var side = towardsLight ? scene.Light : -scene.Light;
            for (var stroke = 0; stroke < strokes; stroke++)
            {
                var depth = towardsLight ? Between(0.35, 0.9) : Between(0.3, 1.05);
                var middle = f.Middle + (new Vector2(f.RadiusX * side.X, f.RadiusY * side.Y) * depth);
                var along = new Vector2(-side.Y * f.RadiusX, side.X * f.RadiusY) * Between(0.3, 0.95);
                var bow = new Vector2(f.RadiusX * side.X, f.RadiusY * side.Y) * Between(-0.35, 0.05);
                var sized = brush with { Radius = Math.Max(1, Math.Min(brush.Radius, (f.RadiusX + f.RadiusY) * 0.2f)) };
                sized.Stroke(sheet, Outlines.Smooth([middle - along + bow, middle, middle + along + bow]), ink(f).Jitter(random, 8), random, within);
            }
        }
    }

    /// <summary>Many strokes that follow a flow, each in the colour meant for its place.</summary>
    /// <param name="spacing">Pixels between strokes.</param>
    /// <param name="where">Whether a stroke may begin or go on at a place.</param>
    public void Dab(Sheet sheet, Brush brush, float spacing, double length, double jitter, Func<float, float, bool> where, Func<float, float, Ink> color)
    {
        var salt = random.Next();
        for (var y = spacing / 2; y < scene.Height; y += spacing)
            for (var x = spacing / 2; x < scene.Width; x += spacing)
            {
                var at = new Vector2(x + Between(-spacing, spacing), y + Between(-spacing, spacing));
                if (at.X < 0 || at.Y < 0 || at.X >= scene.Width || at.Y >= scene.Height || !where(at.X, at.Y)) continue;
                var ink = color(at.X, at.Y).Jitter(random, jitter);
                brush.Stroke(sheet, Flow(at, brush.Radius, length, salt, where), ink, random);
            }
    }

    /// <summary>A background of broad soft strokes.</summary>
    public void Background(Sheet sheet, double jitter)
    {
        sheet.Fill((_, y) => scene.Top.To(scene.Bottom, y / (double)scene.Height));
        var broad = new Brush(Side * Between(0.05, 0.12), 0.1f, Between(0.15, 0.4), 0.3f);
        for (var stroke = 0; stroke < 40; stroke++)
        {
            Vector2 from = new(Between(-0.1, 0.9) * scene.Width, Between(0, 1) * scene.Height);
            var to = from + new Vector2(Between(0.2, 0.7) * scene.Width, Between(-0.15, 0.15) * scene.Height);
            broad.Stroke(sheet, Outlines.Smooth([from, ((from + to) / 2) + new Vector2(0, Between(-40, 40)), to]), scene.Top.To(scene.Bottom, from.Y / scene.Height).Jitter(random, jitter), random);
        }
    }

    /// <summary>Broad soft light or dark over everything.</summary>
    public void Glow(Sheet sheet, Ink ink, int strokes, double opacity)
    {
        var soft = new Brush(Side * Between(0.1, 0.22), 0, (float)opacity, 0.4f);
        for (var stroke = 0; stroke < strokes; stroke++)
        {
            Vector2 from = new(Between(0, 1) * scene.Width, Between(0, 0.7) * scene.Height);
            soft.Stroke(sheet, Outlines.Smooth([from, from + new Vector2(Between(-0.3, 0.3) * scene.Width, Between(0.05, 0.3) * scene.Height)]), ink.Jitter(random, 10), random);
        }
    }

    /// <summary>Sparks, snow, petals.</summary>
    public void Scatter(Sheet sheet, Ink ink, int count)
    {
        for (var i = 0; i < count; i++)
        {
            Vector2 at = new(Between(0, 1) * scene.Width, Between(0, 1) * scene.Height);
            new Brush(Between(1, 4), Between(0.3, 1), Between(0.5, 1), 0.5f).Stroke(sheet, [at, at + new Vector2(Between(-6, 6), Between(-6, 6))], ink.Jitter(random, 15), random);
        }
    }

    /// <summary>A soft-edged area of the canvas.</summary>
    public Mask SoftArea(double size)
    {
        var mask = new Mask(scene.Width, scene.Height);
        float x = Between(0.2, 0.8) * scene.Width, y = Between(0.2, 0.8) * scene.Height, radius = Side * (float)size;
        for (var i = 0; i < mask.Values.Length; i++)
        {
            var distance = Vector2.Distance(new(i % scene.Width, i / scene.Width), new(x, y));
            mask.Values[i] = Sheet.ToByte(255 * Math.Clamp((radius * 1.3 - distance) / (radius * 0.6), 0, 1));
        }
        return mask;
    }

    private static IEnumerable<Vector2[]> Arcs(Vector2[] outline, int count, int overlap)
    {
        var length = outline.Length / count;
        for (var arc = 0; arc < count; arc++)
            yield return [.. Enumerable.Range(arc * length, length + overlap).Select(i => outline[i % outline.Length])];
    }

    private IEnumerable<Vector2[]> Visible(Vector2[] path, int form)
    {
        var piece = new List<Vector2>();
        foreach (var point in path)
        {
            if (scene.OwnerAt(point.X, point.Y) <= form)
            {
                piece.Add(point);
                continue;
            }
            if (piece.Count > 3) yield return [.. piece];
            piece.Clear();
        }
        if (piece.Count > 3) yield return [.. piece];
    }

    private Vector2[] Flow(Vector2 at, float radius, double length, int salt, Func<float, float, bool> where)
    {
        var path = new List<Vector2> { at };
        var steps = 2 + (int)(length * random.NextDouble());
        for (var step = 0; step < steps; step++)
        {
            var angle = Noise.Smooth(at.X / 140, at.Y / 140, salt) * Math.Tau * 1.5;
            at += new Vector2((float)Math.Cos(angle), (float)Math.Sin(angle)) * radius * 1.3f;
            if (step > 0 && !where(at.X, at.Y)) break;
            path.Add(at);
        }
        return [.. path];
    }
}
