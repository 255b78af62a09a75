using Appeals.Analysis.Pixels;
using Appeals.Evaluation.Forging;
using Appeals.Evaluation.Painting;

namespace Appeals.Evaluation.Publishing;

/// <summary>A picture as a platform shows it, and where the original lies in it.</summary>
/// <param name="Bytes">A JPEG or PNG file.</param>
/// <param name="Placement">From the original's pixels, after mirroring, to those of the published picture.</param>
/// <param name="Width">Of the published picture.</param>
/// <param name="Height">Of the published picture.</param>
internal sealed record Publication(string Transform, byte[] Bytes, int Width, int Height, Placement Placement, bool Mirrored)
{
    /// <summary>The names that <see cref="Of"/> knows.</summary>
    public static IReadOnlyList<string> Transforms { get; } = ["none", "resize", "crop", "border", "jpeg82", "jpeg60", "mirror", "label", "color", "all"];

    /// <summary>Further ones, for the match alone.</summary>
    public static IReadOnlyList<string> Harder { get; } = ["tenth", "fifth", "double", "stretch", "deep-crop", "wide-border", "watermark", "grey", "mirror-crop", "label-jpeg60", "all-small"];

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
            case "tenth": draft = Resized(draft, 0.1); break;
            case "fifth": draft = Resized(draft, 0.2); break;
            case "double": draft = Resized(draft, 2); break;
            case "stretch": draft = Resized(draft, 0.8, 0.7 + (random.NextDouble() * 0.4)); break;
            case "deep-crop": draft = Cropped(draft, random, 0.45); break;
            case "wide-border": draft = Bordered(Bordered(draft, random), random); break;
            case "watermark": draft = draft with { Picture = Labels.Watermark(draft.Picture) }; break;
            case "grey": draft = draft with { Picture = Tinted(draft.Picture, random, saturation: 0) }; break;
            case "mirror-crop": draft = Cropped(Flipped(draft), random, 0.3); break;
            case "label-jpeg60": draft = draft with { Picture = Labels.Stamp(draft.Picture, random) }; break;
            case "all" or "all-small":
                if (random.Next(2) == 0) draft = Flipped(draft);
                draft = Resized(Cropped(draft, random, 0.15), transform == "all" ? 0.5 + (random.NextDouble() * 0.7) : 0.2 + (random.NextDouble() * 0.2));
                if (random.Next(2) == 0) draft = Bordered(draft, random);
                draft = draft with { Picture = Labels.Stamp(Tinted(draft.Picture, random), random) };
                break;
        }
        var bytes = transform == "none" ? ImageCodec.EncodePng(draft.Picture) : ImageCodec.EncodeJpeg(draft.Picture, transform switch { "jpeg60" or "label-jpeg60" => 60, "jpeg82" => 82, "all" or "all-small" => 70, _ => 90 });
        return new(transform, bytes, draft.Picture.Width, draft.Picture.Height, draft.Placement, draft.Mirrored);
    }

    /// <summary>How far the corner that was placed worst lies from its true place, in shares of the published picture's long side; 1 if mirrored wrongly.</summary>
    /// <param name="found">In pixels of a published picture of <paramref name="width"/> by <paramref name="height"/>.</param>
    public double ErrorOf(Placement found, bool mirrored, int pictureWidth, int pictureHeight, int width, int height)
    {
        if (mirrored != Mirrored) return 1;
        var truth = Placement.Rescale(1, 1, (double)width / Width, (double)height / Height);
        double worst = 0;
        foreach (var (x, y) in new[] { (0, 0), (pictureWidth, pictureHeight) })
            worst = Math.Max(worst, Math.Max(Math.Abs((found.ScaleX * x) + found.OffsetX - (truth.ScaleX * x) - truth.OffsetX), Math.Abs((found.ScaleY * y) + found.OffsetY - (truth.ScaleY * y) - truth.OffsetY)));
        return worst / Math.Max(width, height);
    }

    private static Draft Resized(Draft draft, double scale, double stretch = 1)
    {
        int width = Math.Max(32, (int)(draft.Picture.Width * scale)), height = Math.Max(32, (int)(draft.Picture.Height * scale * stretch));
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
    private static RgbaImage Tinted(RgbaImage picture, Random random, double? saturation = null)
    {
        double Near(double spread) => 1 + ((random.NextDouble() - 0.5) * 2 * spread);
        var (red, green, blue, gamma, color) = (Near(0.05), Near(0.04), Near(0.06), Near(0.14), saturation ?? Near(0.2));
        var curve = Enumerable.Range(0, 256).Select(v => (float)(Math.Pow(v / 255.0, gamma) * 255)).ToArray();
        return Imaging.Map(picture, (p, ink) =>
        {
            var grey = (float)(Imaging.Light(picture, p) * 255);
            return new((float)(curve[(int)ink.R] * red * color + (grey * (1 - color))), (float)(curve[(int)ink.G] * green * color + (grey * (1 - color))), (float)(curve[(int)ink.B] * blue * color + (grey * (1 - color))));
        });
    }

    private sealed record Draft(RgbaImage Picture, Placement Placement, bool Mirrored);
}
