using Appeals.Analysis.Examining;
using Appeals.Analysis.Examining.Study;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Signals;

/// <summary>A thing that is read from the layers of each source as they compare with the picture they make.</summary>
internal abstract class StudySignal : ISignal
{
    private protected const int MostNamed = 12;
    /// <summary>Fewer pixels of the studied canvas than these (an icon) are too few to speak against anyone.</summary>
    private protected const int LeastPixels = 160 * 160;

    /// <summary>What a finding is called in reports and in <see cref="SignalVersions"/>.</summary>
    protected abstract string Name { get; }
    protected abstract Wording Method { get; }
    protected abstract Wording Weakness { get; }

    public IEnumerable<Finding> Find(Evidence evidence)
    {
        foreach (var source in evidence.Sources)
        {
            if (source.Study is not { Layers.Count: > 0 } study || Judge(study, source) is not { } said) continue;
            var isSubject = evidence.Verdict == MatchVerdict.Same && evidence.Match!.Source == source;
            yield return new()
            {
                Signal = Name,
                // what the file says counts only if the file is that of the picture
                Direction = isSubject && said.Weight > 0 ? said.Direction : Direction.Neutral,
                Weight = isSubject && said.Direction != Direction.Neutral ? Math.Round(Math.Clamp(said.Weight, 0, 1), 3) : 0,
                Values = said.Values.ToDictionary(static v => v.Key, static v => Math.Round(v.Value, 4), StringComparer.Ordinal),
                Title = said.Title,
                Reason = said.Reason,
                Layers = [.. said.Layers.Take(MostNamed).Select(l => evidence.Name(source, l))],
                Method = Method,
                Weakness = Weakness,
            };
        }
    }

    /// <summary>Null if there is nothing to say.</summary>
    protected abstract Said? Judge(PictureStudy study, ExaminedSource source);

    protected sealed record Said(Direction Direction, double Weight, Dictionary<string, double> Values, Wording Title, Wording Reason, IEnumerable<string> Layers);
}
