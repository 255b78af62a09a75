using Appeals.Analysis.Reports;

namespace Appeals.Analyzer;

internal static class ExitCode
{
    public const int Done = 0;
    public const int WrongUsage = 2;
    /// <summary>The input was refused: one line on standard error says why, and the same stands as JSON on standard output.</summary>
    public const int Refused = 3;
    /// <summary><c>serve</c> only: a stored file could not be opened or read at all. Another attempt may succeed.</summary>
    public const int StoreUnreadable = AnalyzerProtocol.StoreUnreadable;
    public const int Interrupted = 130;
}
