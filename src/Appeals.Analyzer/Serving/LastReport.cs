using Appeals.Analysis.Reports;

namespace Appeals.Analyzer.Serving;

/// <summary>What is said when the whole examination failed.</summary>
internal static class LastReport
{
    private static readonly Wording OutOfMemory = new(
        "Reading the files needs more memory than we allow.", "读取这些文件所需的内存超出上限。");
    private static readonly Wording Crashed = new(
        "Our program failed on these files. That is our fault and says nothing about your work; a person will look at it.",
        "我们的程序在读取这些文件时出错。这是我们的问题，与你的作品无关，会有人工查看。");

    public static AnalysisReport For(Exception exception) => new()
    {
        Grade = Grade.Inconclusive, Score = 0, Sources = [], Findings = [], Markers = [],
        Problems = [exception is OutOfMemoryException ? new(ProblemCode.OutOfMemory, OutOfMemory) : new(ProblemCode.Crashed, Crashed)],
        Timings = new Dictionary<string, double>(StringComparer.Ordinal),
    };
}
