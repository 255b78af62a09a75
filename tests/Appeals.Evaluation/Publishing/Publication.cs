using Appeals.Analysis.Pixels;
using Appeals.Evaluation.Forging;
using Appeals.Evaluation.Painting;

namespace Appeals.Evaluation.Publishing;

/// <summary>A picture as a platform shows it, and where the original lies in it.</summary>
/// <param name="Bytes">A JPEG or PNG file.</param>
/// <param name="Placement">From the original's pixels, after mirroring, to those of the published picture.</param>
internal sealed record Publication(string Transform, byte[] Bytes, Placement Placement, bool Mirrored)
{
    /// <summary>The names that <see cref="Of"/> knows.</summary>
    public static IReadOnlyList<string> Transforms { get; } = ["none", "resize", "crop", "border", "jpeg82", "jpeg60", "mirror", "label", "color", "all"];

    public static Publication Of(RgbaImage picture, string transform, Random random)
    {
        var draft = new Draft(picture, new(1, 1, 0, 0), Mirrored: false);
        switch (transform)
        {
            case "resize": draft = Resized(draft, 0.3 + (random.NextDouble() * 1.3)); break;
            case "crop": draft = Cropped(draft, random, 0.25); break;
            case "border": draft = Bordered(draft, random); break;
            case "mirror": draft = Flipped(draft); break;
            case "label": draft = draft with { Picture = Labels.Stamp(draft.Picture, random) }; break;
            case "color": draft = draft with { Picture = Tinted(draft.Picture, random) }; break;
            case "all":
                if (random.Next(2) == 0) draft = Flipped(draft);
                draft = Resized(Cropped(draft, random, 0.15), 0.5 + (random.NextDouble() * 0.7));
                if (random.Next(2) == 0) draft = Bordered(draft, random);
                draft = draft with { Picture = Labels.Stamp(Tinted(draft.Picture, random), random) };
                break;
        }
        var bytes = transform == "none" ? ImageCodec.EncodePng(draft.Picture) : ImageCodec.EncodeJpeg(draft.Picture, transform switch { "jpeg60" => 60, "jpeg82" => 82, "all" => 70, _ => 90 });
        return new(transform, bytes, draft.Placement, draft.Mirrored);
    }

    private static Draft Resized(Draft draft, double scale)
    {
        int width = Math.Max(32, (int)(draft.Picture.Width * scale)), height = Math.Max(32, (int)(draft.Picture.Height * scale));
        return draft with
        {
            Picture = ImageCodec.Resize(draft.Picture, width, height),
            Placement = draft.Placement.Rescale(1, 1, (double)width / draft.Picture.Width, (double)height / draft.Picture.Height),
        };
    }

    private static Draft Cropped(Draft draft, Random random, double most)
    {
        int width = (int)(draft.Picture.Width * (1 - (random.NextDouble() * most))), height = (int)(draft.Picture.Height * (1 - (random.NextDouble() * most)));
        int left = random.Next(draft.Picture.Width - width + 1), top = random.Next(draft.Picture.Height - height + 1);
        var cropped = new RgbaImage(width, height, new byte[width * height * 4]);
        for (var y = 0; y < height; y++) draft.Picture.Row(top + y).Slice(left * 4, width * 4).CopyTo(cropped.Row(y));
        return draft with { Picture = cropped, Placement = draft.Placement with { OffsetX = draft.Placement.OffsetX - left, OffsetY = draft.Placement.OffsetY - top } };
    }

    private static Draft Bordered(Draft draft, Random random)
    {
        int Side() => (int)(Math.Max(draft.Picture.Width, draft.Picture.Height) * (0.02 + (random.NextDouble() * 0.12)));
        var (left, top, right, bottom) = (Side(), Side(), Side(), Side());
        var grey = new[] { 255, 0, 128 }[random.Next(3)];
        int width = draft.Picture.Width + left + right, height = draft.Picture.Height + top + bottom;
        var framed = new Sheet(width, height).Fill(new Ink(grey, grey, grey)).Image;
        for (var y = 0; y < draft.Picture.Height; y++) draft.Picture.Row(y).CopyTo(framed.Row(top + y)[(left * 4)..]);
        return draft with { Picture = framed, Placement = draft.Placement with { OffsetX = draft.Placement.OffsetX + left, OffsetY = draft.Placement.OffsetY + top } };
    }

    private static Draft Flipped(Draft draft) => draft with { Picture = Resample.Mirror(draft.Picture), Mirrored = true };

    /// <summary>Another white point, contrast and saturation, as conversions between profiles and filters give.</summary>
    private static RgbaImage Tinted(RgbaImage picture, Random random)
    {
        double Near(double spread) => 1 + ((random.NextDouble() - 0.5) * 2 * spread);
        var (red, green, blue, gamma, saturation) = (Near(0.05), Near(0.04), Near(0.06), Near(0.14), Near(0.2));
        var curve = Enumerable.Range(0, 256).Select(v => (float)(Math.Pow(v / 255.0, gamma) * 255)).ToArray();
        return Imaging.Map(picture, (p, ink) =>
        {
            var grey = (float)(Imaging.Light(picture, p) * 255);
            return new((float)(curve[(int)ink.R] * red * saturation + (grey * (1 - saturation))), (float)(curve[(int)ink.G] * green * saturation + (grey * (1 - saturation))), (float)(curve[(int)ink.B] * blue * saturation + (grey * (1 - saturation))));
        });
    }

    private sealed record Draft(RgbaImage Picture, Placement Placement, bool Mirrored);
}
