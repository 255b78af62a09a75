using Appeals.Analysis.Reports;
using Appeals.Core.Evidence;

namespace Appeals.Core.Analysing;

/// <summary>Which previews one run may send back: known names, bounded sizes, each once, still WebP pictures of the size that was said.</summary>
internal sealed class PreviewCheck(AnalyzerJob job, AnalysingOptions limits)
{
    private const int LongSide = 1500;
    private const int SmallSide = 480;
    private const int CanvasSide = 1024;
    private const int LayerSide = 128;
    private const int MaxLayerIdLength = 80;

    private readonly HashSet<string> _sources = job.Sources.Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private long _bytes;

    /// <summary>Names that have come so far.</summary>
    public IReadOnlySet<string> Names => _names;

    /// <summary>Before the bytes are read.</summary>
    /// <exception cref="AnalyzerMisbehavedException">Not allowed.</exception>
    public void Announce(AnalyzerMessage message)
    {
        if (message.Length <= 0 || message.Length > limits.MaxPreviewBytes) throw Refuse("size");
        _bytes += message.Length;
        if (_bytes > limits.MaxPreviewBytesPerRun || _names.Count >= limits.MaxPreviews) throw Refuse("number");
        if (message.Name is not { Length: <= Preview.NameLength } name || LongestSide(name) is not { } longest) throw Refuse("name");
        if (message.Width < 1 || message.Height < 1 || Math.Max(message.Width, message.Height) > longest) throw Refuse("dimensions");
        if (!_names.Add(name)) throw Refuse("repeated name");
    }

    /// <exception cref="AnalyzerMisbehavedException">The bytes are not what was announced.</exception>
    public static void Inspect(AnalyzerMessage message, ReadOnlySpan<byte> bytes)
    {
        if (WebPHeader.TryRead(bytes) != (message.Width, message.Height)) throw Refuse("content");
    }

    /// <summary>Null if this job may not send such a name.</summary>
    private int? LongestSide(string name) => name.Split('/') switch
    {
        [PreviewNames.Published] => job.Task == AnalyzerTask.Inspect ? null : LongSide,
        [PreviewNames.PublishedSmall] => job.Task == AnalyzerTask.Inspect ? null : SmallSide,
        [PreviewNames.Composite or PreviewNames.Difference or PreviewNames.AiShare] => job.Task == AnalyzerTask.Analyze ? LongSide : null,
        ["source", var source] when _sources.Contains(source) => LongSide,
        ["layer", var source, var layer] when _sources.Contains(source) && IsLayerId(layer) => LayerSide,
        ["canvas", var source, var layer] when _sources.Contains(source) && IsLayerId(layer) => CanvasSide,
        _ => null,
    };

    private static bool IsLayerId(string id) => id.Length is > 0 and <= MaxLayerIdLength && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private static AnalyzerMisbehavedException Refuse(string what) => new($"The analyzer sent a preview with a wrong {what}.");
}
