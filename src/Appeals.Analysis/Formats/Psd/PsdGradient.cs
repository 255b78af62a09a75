using Appeals.Analysis.Pixels;

namespace Appeals.Analysis.Formats.Psd;

internal enum PsdGradientShape { Linear, Radial, Angle, Reflected, Diamond }

/// <summary>Where colours are mixed: as the document has them, in linear light, or in OKLab, as newer versions of Photoshop do unless told otherwise.</summary>
internal enum PsdGradientSpace { Document, Linear, Perceptual }

/// <summary>A gradient of colour stops as a fill or an effect describes it; as a table of 1,025 RGBA values from its start to its end.</summary>
internal sealed class PsdGradient
{
    public const int Steps = 1_024;
    private const double LastPlace = 4_096;
    private readonly byte[] _table = new byte[(Steps + 1) * 4];

    public PsdGradientShape Shape { get; private init; }
    /// <summary>In degrees, against the clock.</summary>
    public double Angle { get; private init; }
    /// <summary>1 fits the area.</summary>
    public double Scale { get; private init; } = 1;
    /// <summary>Runs over the layer, not the canvas.</summary>
    public bool IsAligned { get; private init; }
    /// <summary>Where its middle lies, in shares of the area.</summary>
    public (double X, double Y) Offset { get; private init; }
    public ReadOnlySpan<byte> Table => _table;

    /// <summary>Null if it is of noise, or of colours we do not know.</summary>
    /// <param name="isLinear">Its colours are linear light.</param>
    public static PsdGradient? Of(PsdDescriptor? fill, bool isLinear = false)
    {
        if (fill?.Child("Grad") is not { } stops || stops.Items.GetValueOrDefault("Clrs") is not List<object> { Count: > 0 } colors) return null;
        var gradient = new PsdGradient
        {
            Shape = fill.Word("Type") switch { "Rdl " => PsdGradientShape.Radial, "Angl" => PsdGradientShape.Angle, "Rflc" => PsdGradientShape.Reflected, "Dmnd" => PsdGradientShape.Diamond, _ => PsdGradientShape.Linear },
            Angle = fill.Number("Angl") ?? 0,
            Scale = Math.Clamp((fill.Number("Scl ") ?? 100) / 100, 0.01, 100),
            IsAligned = fill.Flag("Algn") ?? true,
            Offset = (Math.Clamp((fill.Child("Ofst")?.Number("Hrzn") ?? 0) / 100, -100, 100), Math.Clamp((fill.Child("Ofst")?.Number("Vrtc") ?? 0) / 100, -100, 100)),
        };
        var opacities = stops.Items.GetValueOrDefault("Trns") as List<object> ?? [];
        var space = fill.Word("gs99") switch { "Perc" => PsdGradientSpace.Perceptual, "Lnr " => PsdGradientSpace.Linear, _ => PsdGradientSpace.Document };
        return gradient.Fill(Stops(colors, stop => ColorOf(stop, space, isLinear)), Stops(opacities, stop => stop.Number("Opct") is { } opacity ? [opacity / 100] : null), (stops.Number("Intr") ?? 0) / LastPlace, fill.Flag("Rvrs") == true, space == PsdGradientSpace.Document && isLinear ? PsdGradientSpace.Linear : space) ? gradient : null;
    }

    private bool Fill(List<PsdGradientStop> colors, List<PsdGradientStop> opacities, double smoothness, bool reversed, PsdGradientSpace space)
    {
        if (colors.Count == 0) return false;
        var color = new double[3];
        var opacity = new double[1];
        for (var i = 0; i <= Steps; i++)
        {
            var place = (reversed ? Steps - i : i) / (double)Steps;
            At(colors, place, smoothness, color);
            opacity[0] = 1;
            if (opacities.Count > 0) At(opacities, place, smoothness, opacity);
            if (space == PsdGradientSpace.Perceptual) new OkLab((float)color[0], (float)color[1], (float)color[2]).ToLinear(color);
            for (var c = 0; c < 3; c++)
                _table[i * 4 + c] = space != PsdGradientSpace.Document ? PsdDeepChannel.ToSrgb((float)Math.Clamp(color[c], 0, 1)) : (byte)Math.Round(Math.Clamp(color[c], 0, 1) * 255);
            _table[i * 4 + 3] = (byte)Math.Round(Math.Clamp(opacity[0], 0, 1) * 255);
        }
        return true;
    }

    /// <summary>A stop's colour in the space in which it is mixed with the next.</summary>
    /// <param name="isLinear">It is described in linear light.</param>
    private static double[]? ColorOf(PsdDescriptor stop, PsdGradientSpace space, bool isLinear)
    {
        if (stop.Child("Clr ")?.Color() is not { } color) return null;
        double[] shares = [color.R / 255.0, color.G / 255.0, color.B / 255.0];
        if (space == PsdGradientSpace.Document || (isLinear && space == PsdGradientSpace.Linear)) return shares;
        if (isLinear) color = new(PsdDeepChannel.ToSrgb((float)shares[0]), PsdDeepChannel.ToSrgb((float)shares[1]), PsdDeepChannel.ToSrgb((float)shares[2]));
        var lab = OkLab.FromSrgb(color.R, color.G, color.B);
        if (space == PsdGradientSpace.Linear) lab.ToLinear(shares);
        else (shares[0], shares[1], shares[2]) = (lab.L, lab.A, lab.B);
        return shares;
    }

    private static List<PsdGradientStop> Stops(List<object> list, Func<PsdDescriptor, double[]?> value) =>
    [
        .. list.OfType<PsdDescriptor>().Select(stop => (Source: stop, Values: value(stop))).Where(pair => pair.Values is not null)
            .Select(pair => new PsdGradientStop(Math.Clamp((pair.Source.Number("Lctn") ?? 0) / LastPlace, 0, 1), Math.Clamp((pair.Source.Number("Mdpn") ?? 50) / 100, 0.01, 0.99), pair.Values!))
            .OrderBy(stop => stop.Place),
    ];

    /// <summary>Between two stops the middle lies at the latter's midpoint; smoothness bends the straight way into an S.</summary>
    public static void At(List<PsdGradientStop> stops, double place, double smoothness, Span<double> result)
    {
        var next = stops.FindIndex(stop => stop.Place > place);
        if (next is 0 or -1)
        {
            stops[next == 0 ? 0 : ^1].Values.CopyTo(result);
            return;
        }
        PsdGradientStop from = stops[next - 1], to = stops[next];
        var share = (place - from.Place) / (to.Place - from.Place);
        share = share < to.Middle ? share / to.Middle / 2 : 0.5 + (share - to.Middle) / (1 - to.Middle) / 2;
        var bent = share * share * (3 - 2 * share);
        share += (bent - share) * Math.Clamp(smoothness, 0, 1) * Bend;
        for (var c = 0; c < result.Length; c++) result[c] = from.Values[c] + (to.Values[c] - from.Values[c]) * share;
    }

    private const double Bend = 0.5;

}

/// <summary>A stop of a gradient.</summary>
/// <param name="Place">In [0, 1].</param>
/// <param name="Middle">Where, between the stop before and this one, both count alike.</param>
internal sealed record PsdGradientStop(double Place, double Middle, double[] Values);
