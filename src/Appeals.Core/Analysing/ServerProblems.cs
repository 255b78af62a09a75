using Appeals.Analysis.Reports;

namespace Appeals.Core.Analysing;

/// <summary>Reports that the server writes itself, because the child could not.</summary>
internal static class ServerProblems
{
    public static AnalysisReport Report(ProblemCode code, double milliseconds) => new()
    {
        Grade = Grade.Inconclusive,
        Score = 0,
        Sources = [],
        Findings = [],
        Markers = [],
        Problems = [new Problem(code, Wording(code))],
        Timings = new Dictionary<string, double>(StringComparer.Ordinal) { ["total"] = milliseconds },
    };

    private static Wording Wording(ProblemCode code) => code switch
    {
        ProblemCode.OutOfTime => new("Reading the files took too long and was stopped. The files are safe; a person looks at them.",
            "读取文件用时过长，已停止。文件安然无恙，将由人工查看。"),
        ProblemCode.OutOfMemory => new("Reading the files needed more memory than is allowed and was stopped. The files are safe; a person looks at them.",
            "读取文件所需内存超出上限，已停止。文件安然无恙，将由人工查看。"),
        ProblemCode.LimitExceeded => new("There are more files or declared layers than one analysis can take. The files are safe; a person looks at them.",
            "文件或声明的图层数量超出单次分析的上限。文件安然无恙，将由人工查看。"),
        _ => new("The files could not be read to the end. They are safe; a person looks at them.",
            "文件未能读取完毕。文件安然无恙，将由人工查看。"),
    };
}
