using System.Text.Json;
using Appeals.Analysis.Formats;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reports;

namespace Appeals.Analyzer.Commands;

/// <summary>Runs a command's work on one file; every end it can come to is an answer on standard output and an exit code, never a stack trace.</summary>
internal static class Answer
{
    private static readonly Wording OutOfMemory = new("The file needs more memory than there is.", "打开此文件所需的内存超出上限。");
    private static readonly Wording Stopped = new("Stopped before it was done.", "在完成之前被中止。");
    private static readonly Wording Unreachable = new("The file cannot be read, or the result cannot be written.", "无法读取文件，或无法写入结果。");
    private static readonly Wording Unforeseen = new("The file could not be read because of something unforeseen in it.", "文件中有未预料到的内容，无法读取。");

    public static int Write(FileInfo file, Func<Stream, object> work)
    {
        try
        {
            using var stream = file.OpenRead();
            var answer = work(stream);
            ConsoleProgress.Clear();
            Console.Out.WriteLine(JsonSerializer.Serialize(answer, answer.GetType(), Json.Options));
            return ExitCode.Done;
        }
        catch (Exception exception)
        {
            ConsoleProgress.Clear();
            return Refusal.Write(ProblemOf(exception), file.ToString());
        }
    }

    /// <summary>What a reader does not foresee is a fault of ours; its kind is told to whoever repairs it.</summary>
    public static Problem ProblemOf(Exception exception) => exception switch
    {
        SourceFileException refusal => refusal.ToProblem(),
        ImageException refusal => new(refusal.Code, refusal.Wording),
        OutOfMemoryException => new(ProblemCode.OutOfMemory, OutOfMemory),
        OperationCanceledException => new(ProblemCode.OutOfTime, Stopped),
        IOException or UnauthorizedAccessException => new(ProblemCode.Crashed, Unreachable),
        _ => new(ProblemCode.Crashed, Unforeseen, Section: exception.GetType().Name),
    };
}
