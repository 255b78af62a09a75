namespace Appeals.Evaluation.Painting;

/// <summary>Invents what pictures show: figures, landscapes, creatures, things on a table.</summary>
internal static class Scenes
{
    public static Scene Invent(Random random)
    {
        var side = 660 + random.Next(220);
        var (width, height) = random.Next(3) switch { 0 => (side, side * 3 / 4), 1 => (side * 3 / 4, side), _ => (side * 9 / 10, side * 8 / 10) };
        var hue = random.NextDouble();
        var top = Ink.FromHsv(hue, 0.15 + (random.NextDouble() * 0.4), 0.55 + (random.NextDouble() * 0.4));
        var bottom = Ink.FromHsv((hue + 0.1 + (random.NextDouble() * 0.3)) % 1, 0.1 + (random.NextDouble() * 0.4), 0.5 + (random.NextDouble() * 0.45));
        var light = new Vector2((float)(random.NextDouble() - 0.5) * 2, -0.4f - (float)random.NextDouble());
        var forms = new List<Form>();
        var ground = random.Next(4);
        if (ground > 0) AddLand(random, forms, width, height, hue);
        switch (random.Next(4))
        {
            case 0: AddFigure(random, forms, new(width * 0.5f, height * 0.42f), Math.Min(width, height) * 0.62f); break;
            case 1:
                AddFigure(random, forms, new(width * 0.33f, height * 0.45f), Math.Min(width, height) * 0.5f);
                AddFigure(random, forms, new(width * 0.68f, height * 0.5f), Math.Min(width, height) * 0.45f);
                break;
            case 2: AddThings(random, forms, width, height); break;
            default: AddCreatures(random, forms, width, height); break;
        }
        return new(width, height, top, bottom, light, forms);
    }

    private static float Between(Random random, double from, double to) => (float)(from + ((to - from) * random.NextDouble()));

    private static Ink Color(Random random, double hue, double saturation = 0.5, double value = 0.75) =>
        Ink.FromHsv((hue + 1) % 1, Math.Clamp(saturation + Between(random, -0.2, 0.2), 0, 1), Math.Clamp(value + Between(random, -0.25, 0.2), 0.1, 1));

    private static void AddLand(Random random, List<Form> forms, int width, int height, double hue)
    {
        for (var cloud = random.Next(5); cloud > 0; cloud--)
            forms.Add(new("云", Outlines.Blob(random, new(Between(random, 0, width), Between(random, 0.05, 0.3) * height), width * Between(random, 0.06, 0.16), height * Between(random, 0.03, 0.06), 0.5), Ink.White.To(Color(random, hue), 0.15), []));
        for (int ridge = 0, count = 1 + random.Next(3); ridge < count; ridge++)
            forms.Add(new("Land", Outlines.Ridge(random, width, height, height * (0.45f + (ridge * 0.17f)), height * Between(random, 0.03, 0.16)), Color(random, hue + 0.2 + (ridge * 0.07), 0.35, 0.45 + (ridge * 0.1)), []));
        for (var tree = random.Next(5); tree > 0; tree--)
        {
            Vector2 foot = new(Between(random, 0, width), Between(random, 0.6, 0.85) * height);
            var size = height * Between(random, 0.12, 0.28);
            var crown = foot - new Vector2(Between(random, -0.1, 0.1) * size, size);
            forms.Add(new("Trees", Outlines.Ribbon([foot, (foot + crown) / 2 + new Vector2(size * 0.05f, 0), crown], size * 0.08f, size * 0.03f), Color(random, 0.08, 0.5, 0.4), []));
            for (var leaf = 2 + random.Next(3); leaf > 0; leaf--)
                forms.Add(new("Trees", Outlines.Blob(random, crown + new Vector2(Between(random, -0.3, 0.3) * size, Between(random, -0.25, 0.25) * size), size * Between(random, 0.2, 0.4), size * Between(random, 0.18, 0.33), 0.35), Color(random, hue + 0.3, 0.5, 0.55), []));
        }
        if (random.Next(2) == 0)
            for (var house = 1 + random.Next(4); house > 0; house--)
                AddHouse(random, forms, new(Between(random, 0, 0.85) * width, Between(random, 0.45, 0.65) * height), width * Between(random, 0.1, 0.2), hue);
    }

    private static void AddHouse(Random random, List<Form> forms, Vector2 corner, float size, double hue)
    {
        forms.Add(new("Houses", Outlines.Box(random, corner, size, size * 0.9f), Color(random, hue + 0.5, 0.25, 0.7), []));
        forms.Add(new("Houses", Outlines.Smooth([corner + new Vector2(-size * 0.1f, 0), corner + new Vector2(size * 0.5f, -size * 0.5f), corner + new Vector2(size * 1.1f, 0), corner + new Vector2(size * 0.5f, size * 0.06f)], 5), Color(random, 0.02, 0.55, 0.55), []));
        for (var window = 0; window < 4; window++)
            forms.Add(new("Houses", Outlines.Box(random, corner + new Vector2(size * (0.15f + (window % 2 * 0.45f)), size * (0.15f + (window / 2 * 0.38f))), size * 0.2f, size * 0.22f), Color(random, 0.14, 0.5, 0.9), []));
    }

    private static void AddFigure(Random random, List<Form> forms, Vector2 head, float size)
    {
        var (hair, skin, cloth) = (Color(random, random.NextDouble(), 0.55, 0.5), Ink.FromHsv(0.06, Between(random, 0.2, 0.45), Between(random, 0.6, 0.98)), random.NextDouble());
        var r = size * 0.2f;
        forms.Add(new("Hair back", Outlines.Blob(random, head + new Vector2(0, r * 0.35f), r * Between(random, 1.2, 1.6), r * Between(random, 1.3, 2.1), 0.2), hair.Times(0.8), Locks(random, head, r, 5)));
        var neck = head + new Vector2(Between(random, -0.1, 0.1) * r, r * 1.1f);
        forms.Add(new("Body", Outlines.Ribbon([head, neck, neck + new Vector2(0, r * 0.6f)], r * 0.38f, r * 0.45f), skin.Times(0.93), []));
        var waist = neck + new Vector2(Between(random, -0.3, 0.3) * r, r * 2.6f);
        forms.Add(new("Clothes", Outlines.Blob(random, (neck + waist) / 2 + new Vector2(0, r * 0.45f), r * Between(random, 1.2, 1.6), r * Between(random, 1.4, 1.9), 0.18), Color(random, cloth), Folds(random, (neck + waist) / 2, r, 7)));
        for (var side = -1; side <= 1; side += 2)
        {
            var shoulder = neck + new Vector2(side * r * 1.1f, r * 0.75f);
            var elbow = shoulder + new Vector2(side * r * Between(random, 0.2, 1), r * Between(random, 0.8, 1.5));
            var hand = elbow + new Vector2(side * r * Between(random, -1.2, 0.4), r * Between(random, 0.5, 1.2));
            forms.Add(new("Clothes", Outlines.Ribbon([shoulder, elbow, hand], r * 0.42f, r * 0.3f), Color(random, cloth), Folds(random, elbow, r * 0.6f, 3)));
            forms.Add(new("Body", Outlines.Blob(random, hand, r * 0.3f, r * 0.26f, 0.3), skin, []));
        }
        forms.Add(new("Face", Outlines.Blob(random, head, r, r * 1.12f, 0.07), skin, [[head + new Vector2(-r * 0.08f, r * 0.2f), head + new Vector2(r * 0.04f, r * 0.36f)], [head + new Vector2(-r * 0.25f, r * 0.6f), head + new Vector2(0, r * 0.67f), head + new Vector2(r * 0.25f, r * 0.58f)]]));
        for (var side = -1; side <= 1; side += 2)
        {
            var eye = head + new Vector2(side * r * 0.42f, r * 0.05f);
            forms.Add(new("Eyes", Outlines.Blob(random, eye, r * 0.24f, r * 0.17f, 0.1), Ink.White, [[eye + new Vector2(-r * 0.27f, -r * 0.05f), eye + new Vector2(0, -r * 0.2f), eye + new Vector2(r * 0.27f, -r * 0.05f)]]));
            forms.Add(new("Eyes", Outlines.Blob(random, eye, r * 0.13f, r * 0.16f, 0.03), Color(random, cloth + 0.4, 0.6, 0.5), []));
            forms.Add(new("Eyes", Outlines.Blob(random, eye + new Vector2(r * 0.04f, -r * 0.05f), r * 0.04f, r * 0.04f, 0), Ink.White, []));
        }
        forms.Add(new("Hair", Outlines.Blob(random, head - new Vector2(Between(random, -0.2, 0.2) * r, r * 0.78f), r * 1.1f, r * Between(random, 0.45, 0.65), 0.25), hair, Locks(random, head - new Vector2(0, r * 0.6f), r * 0.7f, 6)));
        for (var strand = 2 + random.Next(4); strand > 0; strand--)
        {
            var from = head + new Vector2(Between(random, -0.9, 0.9) * r, -r * 0.9f);
            forms.Add(new("Hair", Outlines.Ribbon([from, from + new Vector2(Between(random, -0.3, 0.3) * r, r * 0.6f), from + new Vector2(Between(random, -0.4, 0.4) * r, r * Between(random, 0.8, 1.7))], r * 0.16f, r * 0.02f), hair.Jitter(random, 12), []));
        }
    }

    private static List<Vector2[]> Locks(Random random, Vector2 centre, float r, int count) => [.. Enumerable.Range(0, count).Select(_ =>
    {
        var from = centre + new Vector2(Between(random, -0.8, 0.8) * r, Between(random, -0.6, 0) * r);
        return new[] { from, from + new Vector2(Between(random, -0.3, 0.3) * r, r * 0.4f), from + new Vector2(Between(random, -0.5, 0.5) * r, r * Between(random, 0.6, 1.1)) };
    })];

    private static List<Vector2[]> Folds(Random random, Vector2 centre, float r, int count) => [.. Enumerable.Range(0, count).Select(_ =>
    {
        var from = centre + new Vector2(Between(random, -0.9, 0.9) * r, Between(random, -0.8, 0.8) * r);
        return new[] { from, from + new Vector2(Between(random, -0.2, 0.2) * r, r * 0.2f), from + new Vector2(Between(random, -0.4, 0.4) * r, r * 0.5f) };
    })];

    private static void AddThings(Random random, List<Form> forms, int width, int height)
    {
        var side = Math.Min(width, height);
        forms.Add(new("Table", Outlines.Ridge(random, width, height, height * 0.68f, height * 0.01f), Color(random, 0.08, 0.4, 0.55), []));
        for (int thing = 0, count = 4 + random.Next(6); thing < count; thing++)
        {
            Vector2 at = new(Between(random, 0.12, 0.88) * width, Between(random, 0.4, 0.85) * height);
            var r = side * Between(random, 0.06, 0.17);
            var color = Color(random, random.NextDouble(), 0.6, 0.7);
            if (random.Next(3) == 0)
                forms.Add(new("Things", Outlines.Ribbon([at - new Vector2(0, r * 1.8f), at - new Vector2(0, r), at, at + new Vector2(0, r)], r * 0.3f, r), color, Folds(random, at, r * 0.5f, 2)));
            else
                forms.Add(new("Things", Outlines.Blob(random, at, r, r * Between(random, 0.7, 1.2), 0.15), color, Locks(random, at, r * 0.5f, 2)));
            for (var spot = random.Next(5); spot > 0; spot--)
                forms.Add(new("Pattern", Outlines.Blob(random, at + new Vector2(Between(random, -0.6, 0.6) * r, Between(random, -0.5, 0.5) * r), r * 0.14f, r * 0.12f, 0.3), color.To(Color(random, random.NextDouble()), 0.6), []));
        }
    }

    private static void AddCreatures(Random random, List<Form> forms, int width, int height)
    {
        var side = Math.Min(width, height);
        for (int creature = 0, count = 2 + random.Next(4); creature < count; creature++)
        {
            Vector2 at = new(Between(random, 0.15, 0.85) * width, Between(random, 0.3, 0.8) * height);
            var r = side * Between(random, 0.09, 0.2);
            var hue = random.NextDouble();
            var color = Color(random, hue);
            var facing = random.Next(2) == 0 ? -1 : 1;
            forms.Add(new("Tails", Outlines.Ribbon([at - new Vector2(facing * r, 0), at - new Vector2(facing * r * 1.6f, r * 0.6f), at - new Vector2(facing * r * 1.9f, -r * 0.2f)], r * 0.2f, r * 0.04f), color.Times(0.85), []));
            for (var leg = 0; leg < 3; leg++)
                forms.Add(new("Legs", Outlines.Ribbon([at + new Vector2(r * (-0.7f + (leg * 0.6f)), r * 0.3f), at + new Vector2(r * (-0.75f + (leg * 0.65f)), r * 1.2f)], r * 0.17f, r * 0.1f), color.Times(0.8), []));
            forms.Add(new("Bodies", Outlines.Blob(random, at, r * 1.1f, r * 0.7f, 0.15), color, Folds(random, at, r * 0.7f, 4)));
            for (var spot = 2 + random.Next(5); spot > 0; spot--)
                forms.Add(new("Pattern", Outlines.Blob(random, at + new Vector2(Between(random, -0.8, 0.8) * r, Between(random, -0.4, 0.4) * r), r * 0.15f, r * 0.1f, 0.35), color.To(Color(random, hue + 0.4), 0.7), []));
            var head = at + new Vector2(facing * r * 0.95f, -r * 0.5f);
            forms.Add(new("Heads", Outlines.Blob(random, head, r * 0.55f, r * 0.5f, 0.12), color.Jitter(random, 10), [[head + new Vector2(facing * r * 0.2f, r * 0.2f), head + new Vector2(facing * r * 0.45f, r * 0.15f)]]));
            forms.Add(new("Eyes", Outlines.Blob(random, head + new Vector2(facing * r * 0.15f, -r * 0.1f), r * 0.11f, r * 0.13f, 0.05), Ink.Black, []));
            forms.Add(new("Heads", Outlines.Ribbon([head - new Vector2(facing * r * 0.2f, r * 0.35f), head - new Vector2(facing * r * 0.25f, r * 0.9f)], r * 0.18f, r * 0.03f), color.Times(0.9), []));
        }
    }
}
