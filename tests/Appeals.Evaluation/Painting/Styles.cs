namespace Appeals.Evaluation.Painting;

/// <summary>Ways to paint a scene. Each gives layers from the bottom up.</summary>
internal static class Styles
{
    /// <summary>Line art over flat colours with a shadow and a light for each part.</summary>
    /// <param name="direct">Without blend modes and clipping, as some paint.</param>
    public static List<PaintedLayer> Cel(Hand hand, bool direct)
    {
        var layers = new List<PaintedLayer>();
        var background = hand.NewSheet();
        hand.Background(background, 14);
        layers.Add(new("背景", background));
        if (hand.Random.Next(2) == 0) layers.Add(new("草稿", hand.Sketch(new(60, 90, 190), 3.5)) { Opacity = 0.35, Visible = hand.Random.Next(2) == 0 });
        var pen = new Brush(hand.Between(1.1, 2), 0.97f, 0.95f, hand.Between(0.2, 0.45));
        var line = Ink.Black.Jitter(hand.Random, 18);
        foreach (var part in hand.Parts)
        {
            var forms = hand.FormsOf(part).ToList();
            var flat = hand.NewSheet();
            hand.Fill(flat, forms);
            layers.Add(new(part, flat));
            var shade = hand.NewSheet();
            hand.Shade(shade, forms, f => direct ? f.Color.Times(0.68) : hand.Scene.Top.To(new(150, 140, 190), 0.6), new(hand.Side * 0.05f, 0.9f, direct ? 0.8f : 0.75f), towardsLight: false, 2 + hand.Random.Next(3));
            layers.Add(direct ? new(part + " 影", shade) : new(part + " 影", shade) { Mode = "multiply", Clipped = hand.Random.Next(3) > 0 });
            if (hand.Random.Next(3) > 0)
            {
                var light = hand.NewSheet();
                hand.Shade(light, forms, f => f.Color.To(Ink.White, 0.6), new(hand.Side * 0.025f, 0.6f, 0.6f), towardsLight: true, 1 + hand.Random.Next(3));
                layers.Add(direct ? new(part + " 光", light) : new(part + " 光", light) { Mode = hand.Random.Next(2) == 0 ? "screen" : "normal" });
            }
            var lines = hand.NewSheet();
            hand.Draw(lines, forms, pen, line);
            layers.Add(new(part + " 线稿", lines));
        }
        AddEffects(hand, layers, direct);
        return layers;
    }

    /// <summary>Thousands of opaque strokes, large ones first.</summary>
    public static List<PaintedLayer> Oil(Hand hand, bool direct)
    {
        var scene = hand.Scene;
        var layers = new List<PaintedLayer>();
        var ground = hand.NewSheet().Fill(scene.Bottom.To(new(150, 110, 80), 0.5));
        layers.Add(new("Ground", ground));
        if (hand.Random.Next(3) == 0) layers.Add(new("Sketch", hand.Sketch(new(90, 50, 40), 3)));
        var block = hand.NewSheet();
        hand.Dab(block, new(hand.Side * 0.035f, 0.7f, 0.9f, 0.2f, 0.15f), hand.Side * 0.035f, 6, 16, static (_, _) => true, scene.ColorAt);
        layers.Add(new("Block-in", block));
        foreach (var part in hand.Parts)
        {
            var sheet = hand.NewSheet();
            foreach (var form in hand.FormsOf(part))
            {
                var mask = scene.MaskOf(form);
                var size = Math.Clamp((scene.Forms[form].RadiusX + scene.Forms[form].RadiusY) * 0.11f, 2, hand.Side * 0.02f);
                hand.Dab(sheet, new(size, hand.Between(0.6, 0.95), 0.85f, 0.3f, 0.2f), size * 1.15f, 6, 11, (x, y) => mask.At((int)x, (int)y) > 127, (x, y) => scene.ColorOf(form, x, y));
            }
            layers.Add(new(part, sheet));
        }
        var detail = hand.NewSheet();
        hand.Dab(detail, new(2.2f, 0.85f, 0.7f, 0.4f), 9, 5, 20, (x, y) => scene.OwnerAt(x, y) >= 0, scene.ColorAt);
        layers.Add(new("Details", detail));
        var accents = hand.NewSheet();
        hand.Draw(accents, Enumerable.Range(0, scene.Forms.Count).Where(_ => hand.Random.Next(3) > 0), new(hand.Between(1.2, 2.4), 0.8f, 0.7f, 0.5f), scene.Top.Times(0.3), wobble: 1.5);
        layers.Add(new("Accents", accents));
        var lights = hand.NewSheet();
        hand.Shade(lights, Enumerable.Range(0, scene.Forms.Count), static f => f.Color.To(Ink.White, 0.7), new(hand.Side * 0.012f, 0.8f, 0.8f), towardsLight: true, 2);
        layers.Add(new("Highlights", lights));
        AddEffects(hand, layers, direct);
        return layers;
    }

    /// <summary>Transparent washes over one another on paper, with dark edges and pencil.</summary>
    public static List<PaintedLayer> Wash(Hand hand, bool direct)
    {
        var scene = hand.Scene;
        var salt = hand.Random.Next();
        var paper = hand.NewSheet().Fill((x, y) => new Ink(250, 247, 240).Times(0.96 + (0.04 * Noise.Fractal(x / 3.0, y / 3.0, salt, 2))));
        var layers = new List<PaintedLayer> { new("Paper", paper) };
        var sky = hand.NewSheet();
        hand.Dab(sky, new(hand.Side * 0.06f, 0.3f, 0.3f, 0.3f, 0.2f), hand.Side * 0.06f, 6, 14, static (_, _) => true, (_, y) => scene.Top.To(scene.Bottom, y / scene.Height));
        layers.Add(Washed("Sky", sky, direct));
        foreach (var part in hand.Parts)
            for (var coat = 0; coat < 2; coat++)
            {
                var sheet = hand.NewSheet();
                foreach (var form in hand.FormsOf(part)) Coat(hand, sheet, form, coat);
                layers.Add(Washed($"{part} {coat + 1}", sheet, direct));
            }
        var pencil = hand.NewSheet();
        hand.Draw(pencil, Enumerable.Range(0, scene.Forms.Count), new(hand.Between(0.8, 1.4), 0.7f, 0.6f, 0.3f, 0.45f), new(70, 60, 64), wobble: 1.4);
        layers.Add(new("Pencil", pencil));
        AddEffects(hand, layers, direct);
        return layers;
    }

    /// <summary>Loose lines and hatching with a little colour.</summary>
    public static List<PaintedLayer> Sketchy(Hand hand, bool direct)
    {
        var scene = hand.Scene;
        var layers = new List<PaintedLayer> { new("Paper", hand.NewSheet().Fill(new Ink(244, 240, 230).Jitter(hand.Random, 10))) };
        layers.Add(new("Rough", hand.Sketch(new(120, 130, 170), 4)));
        var tones = hand.NewSheet();
        hand.Dab(tones, new(hand.Side * 0.03f, 0.4f, 0.45f, 0.3f, 0.35f), hand.Side * 0.04f, 6, 22, (x, y) => scene.OwnerAt(x, y) >= 0, scene.ColorAt);
        layers.Add(Washed("Colour", tones, direct));
        for (var pass = 0; pass < 2; pass++)
        {
            var hatch = hand.NewSheet();
            for (var form = 0; form < scene.Forms.Count; form++) Hatch(hand, hatch, form, pass);
            layers.Add(new($"Hatching {pass + 1}", hatch));
        }
        foreach (var part in hand.Parts)
        {
            var lines = hand.NewSheet();
            hand.Draw(lines, hand.FormsOf(part), new(hand.Between(1.2, 2.6), 0.85f, 0.85f, 0.4f, 0.25f), new(40, 36, 44), wobble: 2);
            layers.Add(new(part, lines));
        }
        AddEffects(hand, layers, direct);
        return layers;
    }

    private static PaintedLayer Washed(string name, Sheet sheet, bool direct) => direct ? new(name, sheet) : new(name, sheet) { Mode = "multiply" };

    private static void Coat(Hand hand, Sheet sheet, int form, int coat)
    {
        var f = hand.Scene.Forms[form];
        var outline = Outlines.Wobble(hand.Random, f.Outline, 2 + (coat * 2));
        var mask = Mask.Of(outline, hand.Scene.Width, hand.Scene.Height).Values;
        var (salt, ink) = (hand.Random.Next(), f.Color.To(Ink.White, 0.15).Jitter(hand.Random, 10));
        for (var i = 0; i < mask.Length; i++)
        {
            if (mask[i] == 0) continue;
            var (x, y) = (i % hand.Scene.Width, i / hand.Scene.Width);
            var pool = Noise.Fractal(x / 60.0, y / 60.0, salt, 3);
            var shade = coat == 0 ? 0.6 : Math.Max(0, -hand.Scene.LightOn(form, x, y)) * 0.7;
            sheet.Blend(i * 4, ink, (float)(mask[i] / 255.0 * shade * (0.4 + (0.8 * pool))));
        }
        if (coat == 0) new Brush(1.6f, 0.5f, 0.3f, 0.1f).Stroke(sheet, [.. outline, outline[0]], ink.Times(0.8), hand.Random);
    }

    private static void Hatch(Hand hand, Sheet sheet, int form, int pass)
    {
        var f = hand.Scene.Forms[form];
        var pencil = new Brush(hand.Between(0.8, 1.5), 0.8f, 0.6f, 0.3f, 0.3f);
        var dark = -hand.Scene.Light;
        var count = (int)Math.Min(60, (f.RadiusX + f.RadiusY) / 4);
        var slant = Vector2.Normalize(new(1, pass == 0 ? -0.8f : 0.7f));
        for (var i = 0; i < count; i++)
        {
            var at = f.Middle + new Vector2(f.RadiusX * hand.Between(-0.6, 0.9) * Math.Sign(dark.X), f.RadiusY * hand.Between(-0.6, 0.9) * Math.Sign(dark.Y));
            if (pass == 1 && hand.Scene.LightOn(form, at.X, at.Y) > -0.2) continue;
            var half = slant * Math.Min(f.RadiusX, f.RadiusY) * hand.Between(0.2, 0.4);
            pencil.Stroke(sheet, Outlines.Smooth([at - half, at + new Vector2(hand.Between(-2, 2), hand.Between(-2, 2)), at + half], 3), f.Color.Times(0.45).Jitter(hand.Random, 15), hand.Random, hand.Scene.MaskOf(form));
        }
    }

    private static void AddEffects(Hand hand, List<PaintedLayer> layers, bool direct)
    {
        if (hand.Random.Next(2) == 0)
        {
            var sparks = hand.NewSheet();
            hand.Scatter(sparks, hand.Scene.Top.To(Ink.White, 0.75), 20 + hand.Random.Next(80));
            layers.Add(new("Sparks", sparks));
        }
        if (hand.Random.Next(3) == 0) return;
        var glow = hand.NewSheet();
        hand.Glow(glow, hand.Scene.Bottom.To(new(255, 220, 160), 0.6), 3 + hand.Random.Next(5), direct ? 0.2 : 0.45);
        layers.Add(direct ? new("Air", glow) : new("光", glow) { Mode = new[] { "screen", "overlay", "soft-light", "add" }[hand.Random.Next(4)], Opacity = 0.5 });
    }
}
