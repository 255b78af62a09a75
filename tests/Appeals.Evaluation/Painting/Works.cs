using Appeals.Evaluation.Forging;

namespace Appeals.Evaluation.Painting;

/// <summary>Whole works as honest painters save them: habits laid over <see cref="Styles"/>.</summary>
internal static class Works
{
    private static readonly DateTimeOffset Begun = new(2026, 3, 1, 9, 0, 0, TimeSpan.FromHours(8));

    public static PaintedFile Many(Hand hand, Func<Hand, bool, List<PaintedLayer>> style) => Finish(hand, Organise(hand, style(hand, false)));

    /// <summary>Three to six layers, painted directly.</summary>
    public static PaintedFile Few(Hand hand, Func<Hand, bool, List<PaintedLayer>> style) => Finish(hand, Merge(hand, style(hand, true), 3 + hand.Random.Next(4)));

    public static PaintedFile OneLayer(Hand hand, Func<Hand, bool, List<PaintedLayer>> style) => Finish(hand, Merge(hand, style(hand, true), 1));

    /// <summary>All by hand but the local light, which is declared.</summary>
    public static PaintedFile LocalAi(Hand hand)
    {
        var light = hand.NewSheet();
        hand.Glow(light, new(255, 236, 190), 3, 0.6);
        var area = hand.SoftArea(0.25);
        for (var i = 0; i < area.Values.Length; i++) area.Values[i] = (byte)(255 - area.Values[i]);
        return Finish(hand, [.. Organise(hand, Styles.Cel(hand, direct: false)), new("AI light", light.Erase(area)) { Mode = "screen" }]) with { Declared = ["AI light"] };
    }

    /// <summary>A copy of everything was kept, hidden, before the last effects.</summary>
    public static PaintedFile HiddenMerged(Hand hand)
    {
        var layers = Merge(hand, Styles.Oil(hand, direct: true), 8 + hand.Random.Next(6));
        return Finish(hand, [.. layers, new("Merged", Flatten(layers)) { Visible = false }]);
    }

    /// <summary>A copy of everything lies visible on top, sharpened a little: nothing beneath shows any more.</summary>
    public static PaintedFile VisibleMerged(Hand hand)
    {
        var layers = Merge(hand, Styles.Cel(hand, direct: true), 12);
        var merged = Flatten(layers);
        return Finish(hand, [.. layers, new("图层 32 拷贝", new(Imaging.Sharpen(merged.Image, 0.5)))]);
    }

    /// <summary>The upper half of the hours went into one layer over all others.</summary>
    public static PaintedFile PaintOver(Hand hand)
    {
        var layers = Merge(hand, Styles.Cel(hand, direct: true), 10 + hand.Random.Next(6));
        var below = Flatten(layers).Image;
        var over = hand.NewSheet();
        hand.Dab(over, new(hand.Side * 0.012f, 0.8f, 0.8f, 0.35f), hand.Side * 0.014f, 6, 14, (x, y) => hand.Scene.OwnerAt(x, y) >= 0 && Noise.Smooth(x / 120, y / 120, 5) > 0.35,
            (x, y) => Imaging.At(below, (int)x, (int)y).To(hand.Scene.ColorAt(x, y), 0.5));
        return Finish(hand, [.. layers, new("Paintover", over)]);
    }

    /// <summary>Each colour in its own region, side by side as a printmaker has them, under lines.</summary>
    public static PaintedFile FlatsByRegion(Hand hand)
    {
        var layers = new List<PaintedLayer>();
        var background = hand.NewSheet();
        hand.Background(background, 10);
        layers.Add(new("Background", background));
        foreach (var part in hand.Parts)
        {
            var sheet = hand.NewSheet();
            hand.Fill(sheet, hand.FormsOf(part), wobble: 1);
            var above = hand.NewSheet();
            hand.Fill(above, hand.Parts.SkipWhile(p => p != part).Skip(1).SelectMany(hand.FormsOf), wobble: 0);
            var cut = new Mask(hand.Scene.Width, hand.Scene.Height);
            for (var i = 0; i < cut.Values.Length; i++) cut.Values[i] = above.Image.Pixels[(i * 4) + 3];
            layers.Add(new(part, sheet.Erase(cut)));
        }
        var shade = hand.NewSheet();
        hand.Shade(shade, Enumerable.Range(0, hand.Scene.Forms.Count), static _ => new(150, 140, 180), new(hand.Side * 0.04f, 0.9f, 0.6f), towardsLight: false, 3);
        layers.Add(new("Shade", shade) { Mode = "multiply" });
        var lines = hand.NewSheet();
        hand.Draw(lines, Enumerable.Range(0, hand.Scene.Forms.Count), new(hand.Between(1.2, 2.2), 0.97f), Ink.Black);
        layers.Add(new("Lines", lines));
        return Finish(hand, layers);
    }

    /// <summary>At the end one area is retouched by frequency separation, through a mask.</summary>
    public static PaintedFile Retouched(Hand hand)
    {
        var layers = Merge(hand, Styles.Oil(hand, direct: true), 9 + hand.Random.Next(6));
        var merged = Flatten(layers).Image;
        var low = Imaging.Blur(merged, 6);
        var (area, high) = (hand.SoftArea(0.16), Imaging.HighPass(merged, low));
        return Finish(hand, [.. layers, new("Low", new(low)) { Mask = area }, new("High", new(high)) { Mode = "linear-light", Mask = area }]);
    }

    /// <summary>Layers that were added and never used.</summary>
    public static PaintedFile EmptyLeft(Hand hand)
    {
        var layers = Organise(hand, Styles.Wash(hand, direct: false));
        for (var empty = 4 + hand.Random.Next(10); empty > 0; empty--) layers.Insert(hand.Random.Next(layers.Count + 1), new($"图层 {empty}", hand.NewSheet()));
        return Finish(hand, layers);
    }

    /// <summary>The drawing is doubled and blurred over itself, as many do for softness.</summary>
    public static PaintedFile SoftGlow(Hand hand)
    {
        var layers = Organise(hand, Styles.Cel(hand, direct: true));
        return Finish(hand, [.. layers, new("Glow", new(Imaging.Blur(Flatten(layers.SelectMany(static l => l.Children ?? [l])).Image, 10))) { Mode = "soft-light", Opacity = 0.3 }]);
    }

    /// <summary>Source-over of plain layers.</summary>
    public static Sheet Flatten(IEnumerable<PaintedLayer> layers)
    {
        Sheet? flat = null;
        foreach (var layer in layers.Where(static l => l.Visible && l.Sheet is not null))
            flat = flat is null ? layer.Sheet!.Copy() : flat.Over(layer.Sheet!, layer.Opacity);
        return flat!;
    }

    /// <summary>Joins neighbours until few are left, about as many steps in each.</summary>
    private static List<PaintedLayer> Merge(Hand hand, List<PaintedLayer> layers, int count)
    {
        layers = [.. layers.Where(l => count > 3 || l.Visible)];
        var steps = layers.ConvertAll(_ => 1 + hand.Random.Next(3));
        while (layers.Count > count)
        {
            var at = Enumerable.Range(0, layers.Count - 1).MinBy(i => steps[i] + steps[i + 1]);
            var (lower, upper) = (layers[at], layers[at + 1]);
            layers[at] = upper.Visible && lower.Visible ? new(lower.Name, hand.NewSheet().Over(lower.Sheet!, lower.Opacity).Over(upper.Sheet!, upper.Opacity)) : lower.Visible ? lower : upper;
            steps[at] += steps[at + 1];
            layers.RemoveAt(at + 1);
            steps.RemoveAt(at + 1);
        }
        return layers;
    }

    /// <summary>Groups, masks, a reference: what piles up over the hours.</summary>
    private static List<PaintedLayer> Organise(Hand hand, List<PaintedLayer> layers)
    {
        if (hand.Random.Next(3) == 0)
        {
            var at = 1 + hand.Random.Next(layers.Count - 1);
            if (layers[at].IsPlain && !layers.Skip(at + 1).Take(1).Any(static l => l.Clipped)) layers[at] = layers[at] with { Mask = Inverse(hand.SoftArea(0.15)) };
        }
        if (hand.Random.Next(3) == 0)
        {
            var reference = hand.NewSheet();
            hand.Background(reference, 30);
            layers.Insert(0, new("Reference", reference) { Visible = false });
        }
        return hand.Random.Next(2) == 0 ? Grouped(hand, layers) : layers;
    }

    private static List<PaintedLayer> Grouped(Hand hand, List<PaintedLayer> layers)
    {
        var organised = new List<PaintedLayer>();
        for (var at = 0; at < layers.Count;)
        {
            var length = Math.Min(layers.Count - at, 2 + hand.Random.Next(5));
            while (at + length < layers.Count && layers[at + length].Clipped) length++;
            var members = layers.GetRange(at, length);
            at += length;
            if (members.TrueForAll(static l => l.Mode == "normal") && hand.Random.Next(3) > 0) organised.Add(new($"组 {organised.Count + 1}", null) { Children = members });
            else organised.AddRange(members);
        }
        return organised;
    }

    private static Mask Inverse(Mask mask)
    {
        for (var i = 0; i < mask.Values.Length; i++) mask.Values[i] = (byte)(255 - mask.Values[i]);
        return mask;
    }

    private static PaintedFile Finish(Hand hand, List<PaintedLayer> layers)
    {
        var hours = 4 + hand.Random.Next(80);
        var begun = Begun.AddDays(hand.Random.Next(100));
        return new(hand.Scene.Width, hand.Scene.Height, [.. layers.Select(l => Dated(l, hand, begun, hours))]) { Created = begun, Modified = begun.AddHours(hours) };
    }

    private static PaintedLayer Dated(PaintedLayer layer, Hand hand, DateTimeOffset begun, double hours) => layer with
    {
        ChangedAt = begun.AddHours(hours * hand.Random.NextDouble()), Children = layer.Children?.Select(child => Dated(child, hand, begun, hours)).ToList(),
    };
}
