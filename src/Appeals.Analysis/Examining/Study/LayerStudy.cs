using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Appeals.Analysis.Pixels;

namespace Appeals.Analysis.Examining.Study;

/// <summary>
/// One layer compared with the whole picture, square by square. Where the layer's own structure agrees with the picture's (correlation of the brightness
/// gradients), it echoes it: what one sees there comes from this layer, whatever tint lies over it. Where it has structure that the picture does not show,
/// there is real paint beneath other paint. Where it has none, it is a flat, a wash, or a smooth fill.
/// </summary>
internal sealed record LayerStudy
{
    /// <summary>Mean squared gradient from which a square has structure; below is what reduction and dithering leave.</summary>
    private const float Structured = 2.5f * 2.5f;
    /// <summary>Of all energy, so much must be of edges: less is what the estimate errs by.</summary>
    private const float LeastDrawn = 0.1f;
    /// <summary>Of a layer's gradient energy, what is left of it in the picture when a quarter shines through.</summary>
    private const float Trace = 1 / 16f;
    private const float Echoes = 0.85f, Unrelated = 0.5f;
    /// <summary>Differences of a channel: up to the first equal within rounding, from the second on plainly another colour.</summary>
    private const int Equal = 4, Other = 16;
    private const int Foreign = 10;

    public required string Id { get; init; }
    /// <summary>Squares that are painted; and of them those of each kind. Areas are shares of the canvas.</summary>
    public required double Painted { get; init; }
    public required double Echo { get; init; }
    /// <summary>Structure that the picture does not show.</summary>
    public required double Own { get; init; }
    /// <summary>Likewise, in colours that are not found near by in the picture.</summary>
    public required double OwnForeign { get; init; }
    /// <summary>Smooth paint of another colour than the picture has there.</summary>
    public required double SmoothBeneath { get; init; }
    public required double ForeignBeneath { get; init; }
    /// <summary>Share of painted pixels whose colour equals the picture's within rounding.</summary>
    public required double Verbatim { get; init; }
    /// <summary>Share of the picture's structure (gradient energy) that this layer echoes.</summary>
    public required double Detail { get; init; }
    /// <summary>Mean energy of edges within paint that is seen, and within paint that is hidden; the borders of both not among them.</summary>
    public required double SeenDetail { get; init; }
    public required double HiddenDetail { get; init; }
    public required int HiddenPixels { get; init; }
    /// <summary>How much of what speaks for hidden paint this layer has; 0 if it has no whole patch of it that could be measured.</summary>
    public double HiddenEvidence => HiddenPixels == 0 ? 0 : Own + Biased;
    /// <summary>Share of the layer's outline that runs through smooth paint of the picture, which goes on beyond it: a cut.</summary>
    public required double Cut { get; init; }
    /// <summary>Share of the canvas where the mean colour of a square of this layer is plainly another than the picture's.</summary>
    public required double Biased { get; init; }
    /// <summary>Whether the layer changes more where its seen part becomes hidden than just before: see <see cref="HiddenSeam.Chance"/>.</summary>
    public required double Seam { get; init; }
    /// <summary>Whether the layer changes less just beneath: see <see cref="HiddenSeam.Calm"/>.</summary>
    public required double Calm { get; init; }
    /// <summary>How many places of that border were compared.</summary>
    public required int SeamLength { get; init; }
    /// <summary>Whether the picture changes where this layer ends: see <see cref="OutlineStep.Chance"/>.</summary>
    public required double Step { get; init; }
    /// <summary>How many places of its outline were compared.</summary>
    public required int StepLength { get; init; }
    /// <summary>
    /// Of an operand over the whole picture: correlation of its gradient with the picture's, in [0, 1]; less if it has hardly any structure (a glow, a tint).
    /// A texture is about 0, what was computed from the picture about 1. 0 for all other layers.
    /// </summary>
    public required double Derived { get; init; }
    /// <summary>Outline in pixels.</summary>
    public required int OutlineLength { get; init; }
    /// <summary>How much of the picture one sees on this layer alone, in [0, 1]: the lesser of the structure it echoes and the area it paints.</summary>
    public double Alone => Math.Min(Detail, Painted);

    public static LayerStudy Of(LayerPaint paint, StudiedPicture picture, StudyMap map)
    {
        var square = picture.Square;
        var area = Aligned(paint.Area, picture.Canvas, square);
        var alone = paint.Alone(area);
        var texture = new LayerTexture(alone, area);
        var sums = new LayerSums(paint);
        for (var top = area.Top; top < area.Bottom; top += square)
            for (var left = area.Left; left < area.Right; left += square)
                sums.Add(Judge(paint, picture, texture, area, new PixelArea(left, top, square, square).Intersect(area)), map, ((top / square) * map.Columns) + (left / square));
        var (cut, outline) = CutOutline(paint, picture, map);
        var states = PaintStates.Of(paint, picture);
        var (seam, step) = (HiddenSeam.Of(paint, states), OutlineStep.Of(paint, states, picture));
        var (seen, hidden) = (texture.Within(paint.Area, states, PaintState.Seen), paint.HidesNothing ? default : texture.Within(paint.Area, states, PaintState.Hidden));
        return sums.ToStudy(paint.Layer.Id, map, cut, outline) with { Seam = seam.Chance, SeamLength = seam.Length, Calm = seam.Calm, Step = step.Chance, StepLength = step.Length, SeenDetail = seen.Energy, HiddenDetail = hidden.Energy, HiddenPixels = hidden.Pixels };
    }

    /// <summary>What one square shows.</summary>
    [StructLayout(LayoutKind.Auto)]
    public readonly record struct Seen(int Painted, int Verbatim, int Foreign, float Difference, float Own, float Drawn, float Picture, float Product, int Samples, float Bias, bool IsExplained, bool IsCopied)
    {
        public bool IsPainted => Painted * 16 >= Samples;
        public bool IsStructured => Own >= Structured * Samples;
        public float Correlation => Own <= 0 || Picture <= 0 ? 0 : Product / MathF.Sqrt(Own * Picture);
        public bool IsEcho => IsStructured && Math.Abs(Correlation) >= Echoes;
        /// <summary>One sees this layer here, and not just a trace that shines through.</summary>
        public bool IsShown => Verbatim * 2 > Painted || (IsEcho && Picture >= Trace * Own);
        /// <summary>Smooth, and of the colour that a blurred copy of the picture has there; or that copy to the pixel.</summary>
        public bool IsBlurred => IsCopied || (IsExplained && !IsDrawn);
        /// <summary>Has strokes, lines or edges; noise alone is none of these.</summary>
        public bool IsDrawn => Drawn >= Structured * Samples && Drawn >= LeastDrawn * Own;
        public bool IsUnrelated => IsDrawn && Math.Abs(Correlation) < Unrelated;
        public bool IsOther => Difference > Other;
        public bool IsBiased => Bias > Other;
        public bool IsForeign => Foreign * 2 > Painted;
    }

    private static PixelArea Aligned(PixelArea area, PixelArea canvas, int square)
    {
        int left = area.Left / square * square, top = area.Top / square * square;
        return new PixelArea(left, top, (((int)area.Right - left + square - 1) / square) * square, (((int)area.Bottom - top + square - 1) / square) * square).Intersect(canvas);
    }

    private static Seen Judge(LayerPaint paint, StudiedPicture picture, LayerTexture texture, PixelArea area, PixelArea square)
    {
        int painted = 0, verbatim = 0, foreign = 0, difference = 0;
        float own = 0, theirs = 0, product = 0;
        int biasR = 0, biasG = 0, biasB = 0;
        float red = 0, green = 0, blue = 0;
        var alone = texture.Brightness;
        var inner = square.Width == Vector256<float>.Count && square.Right < area.Right && square.Bottom < area.Bottom;
        if (inner)
        {
            var (owns, products, pictures) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
            for (var y = square.Top; y < square.Bottom; y++)
            {
                int at = (y * picture.Width) + square.Left, from = ((y - area.Top) * area.Width) + square.Left - area.Left;
                var (dx, dy) = Gradient.Of(alone, from, area.Width);
                var (px, py) = Gradient.Of(picture.Brightness, at, picture.Width);
                (owns, products, pictures) = (owns + (dx * dx) + (dy * dy), products + (dx * px) + (dy * py), pictures + (px * px) + (py * py));
            }
            (own, product, theirs) = (Vector256.Sum(owns), Vector256.Sum(products), Vector256.Sum(pictures));
        }
        for (var y = inner ? (int)square.Bottom : square.Top; y < square.Bottom; y++)
        {
            int at = (y * picture.Width) + square.Left, from = ((y - area.Top) * area.Width) + square.Left - area.Left;
            for (var x = square.Left; x < square.Right; x++, at++, from++)
            {
                var (right, below) = (x + 1 < area.Right, y + 1 < area.Bottom);
                float dx = right ? alone[from + 1] - alone[from] : 0, dy = below ? alone[from + area.Width] - alone[from] : 0;
                float px = right ? picture.Brightness[at + 1] - picture.Brightness[at] : 0, py = below ? picture.Brightness[at + picture.Width] - picture.Brightness[at] : 0;
                own += (dx * dx) + (dy * dy);
                theirs += (px * px) + (py * py);
                product += (dx * px) + (dy * py);
            }
        }
        var drawn = texture.DrawnIn(square);
        var within = paint.Area.Intersect(square);
        for (var y = within.Top; y < within.Bottom; y++)
            for (var x = within.Left; x < within.Right; x++) Compare(x, y, (y * picture.Width) + x);
        var bias = painted == 0 ? 0 : Math.Max(Math.Abs(biasR), Math.Max(Math.Abs(biasG), Math.Abs(biasB))) / (float)painted;
        var copied = difference > Other * painted && !paint.HidesNothing && picture.Blurred.Has(paint, square);
        return new(painted, verbatim, foreign, painted == 0 ? 0 : (float)difference / painted, own, drawn, theirs, product, (int)square.Pixels, bias,
            painted > 0 && picture.Surroundings.Explain(((square.Top / picture.Square) * ((picture.Width + picture.Square - 1) / picture.Square)) + (square.Left / picture.Square), red / painted, green / painted, blue / painted, Other), copied);

        void Compare(int x, int y, int at)
        {
            var pixel = paint.Pixels.AsSpan((((y - paint.Area.Top) * paint.Area.Width) + x - paint.Area.Left) * 4, 4);
            if (pixel[3] < LayerPaint.Painted) return;
            painted++;
            var differs = picture.Difference(pixel, at);
            difference += differs;
            (red, green, blue) = (red + pixel[0], green + pixel[1], blue + pixel[2]);
            biasR += pixel[0] - picture.Rgb[at * 3];
            biasG += pixel[1] - picture.Rgb[(at * 3) + 1];
            biasB += pixel[2] - picture.Rgb[(at * 3) + 2];
            if (differs <= Equal) verbatim++;
            if (picture.IsForeign(pixel, at, Foreign)) foreign++;
        }
    }

    /// <summary>Outline pixels, and those of them where the layer is verbatim and the picture smooth on both sides.</summary>
    private static (double Cut, int Outline) CutOutline(LayerPaint paint, StudiedPicture picture, StudyMap map)
    {
        int outline = 0, cut = 0;
        var (width, height) = (paint.Area.Width, paint.Area.Height);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var i = (y * width) + x;
                if (paint.Pixels[(i * 4) + 3] < 128) continue;
                var at = ((y + paint.Area.Top) * picture.Width) + x + paint.Area.Left;
                map.Count(at, !paint.IsOperand && picture.Difference(paint.Pixels.AsSpan(i * 4, 3), at) > Other);
                if (!IsEdge(paint, picture, x, y)) continue;
                outline++;
                if (picture.Difference(paint.Pixels.AsSpan(i * 4, 3), at) <= 8 && picture.IsSmooth(x + paint.Area.Left, y + paint.Area.Top)) cut++;
            }
        return (outline == 0 ? 0 : (double)cut / outline, outline);
    }

    private static bool IsEdge(LayerPaint paint, StudiedPicture picture, int x, int y)
    {
        var (width, i) = (paint.Area.Width, (y * paint.Area.Width) + x);
        // mostly all four neighbours are there
        return x > 0 && y > 0 && x + 1 < width && y + 1 < paint.Area.Height
            ? Alpha(i - 1) < 128 || Alpha(i + 1) < 128 || Alpha(i - width) < 128 || Alpha(i + width) < 128
            : IsOpen(paint, picture, x - 1, y) || IsOpen(paint, picture, x + 1, y) || IsOpen(paint, picture, x, y - 1) || IsOpen(paint, picture, x, y + 1);

        byte Alpha(int at) => paint.Pixels[(at * 4) + 3];
    }

    /// <summary>Not painted, and on the canvas.</summary>
    private static bool IsOpen(LayerPaint paint, StudiedPicture picture, int x, int y)
    {
        if (x + paint.Area.Left < 0 || y + paint.Area.Top < 0 || x + paint.Area.Left >= picture.Width || y + paint.Area.Top >= picture.Height) return false;
        return x < 0 || y < 0 || x >= paint.Area.Width || y >= paint.Area.Height || paint.Pixels[(((y * paint.Area.Width) + x) * 4) + 3] < 128;
    }
}
