using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Appeals.Analysis.Formats;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Examining;

/// <summary>What all steps of one examination share: options, output, problems, timings.</summary>
internal sealed class ExaminationRun(ExaminationOptions options, IExaminationOutput output, CancellationToken cancellation)
{
    private readonly List<Problem> _problems = [];
    private readonly Dictionary<string, double> _timings = new(StringComparer.Ordinal);
    /// <summary>Milliseconds of steps within the one that runs.</summary>
    private double _within;

    public ExaminationOptions Options => options;
    public CancellationToken Cancellation => cancellation;
    public IReadOnlyList<Problem> Problems => _problems;
    public IReadOnlyDictionary<string, double> Timings => _timings;
    public bool TakesPreviews => output.TakesPreviews;

    public void Add(Problem problem) => _problems.Add(problem);

    public void Progress(AnalyzerStep step, int percent)
    {
        cancellation.ThrowIfCancellationRequested();
        output.Progress(step, percent);
    }

    public void Preview(string name, RgbaImage image)
    {
        if (!output.TakesPreviews) return;
        Time("previews", () => output.Preview(name, image.Width, image.Height, ImageCodec.EncodeWebP(image, options.PreviewQuality)));
    }

    /// <summary>A step that another one contains counts for itself alone.</summary>
    public void Time(string step, Action work)
    {
        var (watch, before) = (Stopwatch.StartNew(), _within);
        _within = 0;
        try
        {
            work();
        }
        finally
        {
            var elapsed = watch.Elapsed.TotalMilliseconds;
            _timings[step] = Math.Round(_timings.GetValueOrDefault(step) + elapsed - _within, 1);
            _within = before + elapsed;
        }
    }

    /// <summary>Does one step with a file. What goes wrong for reasons of the file, or of our own code that reads it, becomes a problem.</summary>
    /// <param name="source">Null for the published picture.</param>
    /// <returns>False if it went wrong.</returns>
    public bool Try(string step, string? source, Action work)
    {
        try
        {
            Time(step, work);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException && ToProblem(e) is { } problem)
        {
            if (e is OutOfMemoryException) GiveBack();
            Add(problem with { Source = source });
            return false;
        }
    }

    /// <summary>What the step that failed held, in pools too, would be missing for the next file.</summary>
    [SuppressMessage("Critical Code Smell", "S1215", Justification = "Memory has run out.")]
    private static void GiveBack() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

    /// <summary>Null for what lies outside the file: a store that cannot be read is not the creator's problem.</summary>
    private static Problem? ToProblem(Exception exception) => exception switch
    {
        SourceFileException e => e.ToProblem(),
        ImageException e => new(e.Code, e.Wording),
        CryptographicException or InvalidDataException or EndOfStreamException => new(ProblemCode.Malformed, Words.Unsealed),
        OutOfMemoryException => new(ProblemCode.OutOfMemory, Words.OutOfMemory),
        IOException or UnauthorizedAccessException => null,
        _ => new(ProblemCode.Crashed, Words.Crashed),
    };

    private static class Words
    {
        public static Wording Unsealed { get; } = new(
            "The stored file could not be opened: it is damaged, or its key does not fit. Your own copy is safe; upload it again.",
            "无法打开已存储的文件：文件已损坏，或密钥不符。你自己的原文件不受影响，请重新上传。");
        public static Wording OutOfMemory { get; } = new(
            "Reading this file needs more memory than we allow. A version with fewer or smaller layers may work.",
            "读取这个文件所需的内存超出上限。图层更少或尺寸更小的版本也许可以。");
        public static Wording Crashed { get; } = new(
            "Our program failed on this file. That is our fault and says nothing about your work; a person will look at it.",
            "我们的程序在读取此文件时出错。这是我们的问题，与你的作品无关，会有人工查看。");
    }
}
