namespace Appeals.Evaluation.Painting;

/// <summary>One thing in a picture.</summary>
/// <param name="Part">What it belongs to; a painter may keep a part on a layer of its own.</param>
/// <param name="Outline">Closed; also where other things hide it.</param>
/// <param name="Lines">Folds, features, branches within.</param>
internal sealed record Form(string Part, Vector2[] Outline, Ink Color, IReadOnlyList<Vector2[]> Lines)
{
    public Vector2 Middle { get; } = new(Outline.Average(static p => p.X), Outline.Average(static p => p.Y));
    public float RadiusX { get; } = Math.Max(2, (Outline.Max(static p => p.X) - Outline.Min(static p => p.X)) / 2);
    public float RadiusY { get; } = Math.Max(2, (Outline.Max(static p => p.Y) - Outline.Min(static p => p.Y)) / 2);
}

/// <summary>What a picture is to show, before anyone paints it.</summary>
internal sealed class Scene
{
    private readonly Mask?[] _masks;
    private readonly short[] _owners;

    public Scene(int width, int height, Ink top, Ink bottom, Vector2 light, IReadOnlyList<Form> forms)
    {
        (Width, Height, Top, Bottom, Light, Forms) = (width, height, top, bottom, Vector2.Normalize(light), forms);
        _masks = new Mask?[forms.Count];
        _owners = new short[width * height];
        Array.Fill(_owners, (short)-1);
        for (short form = 0; form < forms.Count; form++)
        {
            var mask = MaskOf(form).Values;
            for (var i = 0; i < mask.Length; i++)
                if (mask[i] >= 128) _owners[i] = form;
        }
    }

    public int Width { get; }
    public int Height { get; }
    public Ink Top { get; }
    public Ink Bottom { get; }
    /// <summary>Where light comes from.</summary>
    public Vector2 Light { get; }
    /// <summary>From back to front.</summary>
    public IReadOnlyList<Form> Forms { get; }

    public Mask MaskOf(int form) => _masks[form] ??= Mask.Of(Forms[form].Outline, Width, Height);

    /// <summary>The foremost form at a place; −1 for the background.</summary>
    public int OwnerAt(float x, float y) => x < 0 || y < 0 || x >= Width || y >= Height ? -1 : _owners[((int)y * Width) + (int)x];

    /// <summary>In about [−1, 1]: how much the form turns towards the light there.</summary>
    public double LightOn(int form, float x, float y)
    {
        var f = Forms[form];
        return Math.Clamp((((x - f.Middle.X) / f.RadiusX * Light.X) + ((y - f.Middle.Y) / f.RadiusY * Light.Y)) * 0.9, -1, 1);
    }

    /// <summary>The colour that the painter has in mind there.</summary>
    public Ink ColorAt(float x, float y)
    {
        var form = OwnerAt(x, y);
        return form < 0 ? Top.To(Bottom, y / Height) : ColorOf(form, x, y);
    }

    public Ink ColorOf(int form, float x, float y)
    {
        var light = LightOn(form, x, y);
        return light < 0 ? Forms[form].Color.To(Top.Times(0.35), -light * 0.45) : Forms[form].Color.To(Ink.White, light * 0.3);
    }
}
