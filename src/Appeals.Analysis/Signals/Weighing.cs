using Appeals.Analysis.Examining.Study;

namespace Appeals.Analysis.Signals;

/// <summary>The few numbers about a source's layers that its grade rests on; all of them stand in findings.</summary>
/// <param name="Beneath">Share of the painted canvas with paint of another colour beneath or within what is seen.</param>
/// <param name="Own">Share of the painted canvas where hidden paint has detail of its own.</param>
/// <param name="Grain">Structure of hidden paint over that of the seen paint of the same layers.</param>
/// <param name="Seam">Whether layers change more where they become hidden than elsewhere; 0.5 if not, or if that could not be measured.</param>
/// <param name="Calm">Whether layers change less just beneath other paint than before it; 0.5 if not, or if that could not be measured.</param>
/// <param name="Carried">Share of the picture's detail that some layer carries.</param>
/// <param name="Alone">How much of the picture one layer alone shows.</param>
/// <param name="Repeated">Share of the detail that several layers carry at once.</param>
/// <param name="Derived">How far a layer over the whole picture, in another mode than normal, was computed from the picture.</param>
/// <param name="Step">How likely the picture changes more where a layer ends than just before; 1 if that could not be measured.</param>
internal sealed record Weighing(double Beneath, double Own, double Grain, double Seam, double Calm, double Carried, double Alone, double Repeated, double Derived, double Step)
{
    private const double LeastForDetail = 0.6, LeastForGrain = 0.5, LeastForSeam = 0.25, LeastForCut = 0.2, LeastForDerived = 0.2, LeastForCarried = 0.2;

    public static Weighing Of(PictureStudy study) => new(
        study.Map.BiasedArea, study.Map.OwnArea, study.Grain, study.Seam ?? 0.5, study.Calm ?? 0.5, study.Map.EchoedBy(1), study.Dominant?.Alone ?? 0, study.Map.EchoedBy(2), study.Derived, study.Step ?? 1);

    /// <summary>In [0, 1]: how much hidden paint there is, and how far it looks painted: less if hardly any has detail, if it is smoother than what is seen, and if it begins where it is hidden.</summary>
    public double HiddenPaint => Math.Sqrt(Math.Clamp(Beneath, 0, 1)) * (LeastForDetail + ((1 - LeastForDetail) * Ramp(Own, 0.02, 0.1)))
        * (LeastForGrain + ((1 - LeastForGrain) * Ramp(Grain, 0.35, 0.7))) * (1 - ((1 - LeastForSeam) * Filled));

    /// <summary>
    /// In [0, 1]: how plainly hidden paint begins where it is hidden, or changes there and then lies still, as a smear of the edge does. Painters' layers have a seam of up to
    /// about 0.6; they may well be calm beneath, but then do not change on the way there.
    /// </summary>
    public double Filled => Math.Max(Ramp(Seam, 0.62, 0.78), Ramp(Seam, 0.5, 0.58) * Ramp(Calm, 0.54, 0.62));

    /// <summary>In [0, 1]: how plainly layers end where the picture goes on. Painters' layers have a step of 0.85 and more.</summary>
    public double Cut => Ramp(1 - Step, 0.15, 0.27);

    /// <summary>In [0, 1]: what the layers say for human creation, if they are those of the picture.</summary>
    public double Support =>
        HiddenPaint * (LeastForCarried + ((1 - LeastForCarried) * Ramp(Carried, 0.18, 0.42))) * (1 - Ramp(Alone, 0.5, 0.75)) * (1 - Ramp(Repeated, 0.15, 0.45))
        * (1 - ((1 - LeastForDerived) * Ramp(Derived, 0.25, 0.45))) * (1 - ((1 - LeastForCut) * Cut));

    /// <summary>0 up to the first value, 1 from the second on, straight between.</summary>
    public static double Ramp(double value, double from, double to) => Math.Clamp((value - from) / (to - from), 0, 1);
}
