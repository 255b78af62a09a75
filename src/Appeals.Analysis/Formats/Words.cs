using Appeals.Analysis.Reports;

namespace Appeals.Analysis.Formats;

/// <summary>What readers tell people, in both languages.</summary>
internal static class Words
{
    public static Wording EmptyFile { get; } = new("The file is empty.", "文件是空的。");
    public static Wording NotALayeredFile { get; } = new(
        "This is not a layered file we can open. Save it as PSD or OpenRaster (ORA) and try again.",
        "这不是我们能打开的分层文件。请另存为 PSD 或 OpenRaster（ORA）后再试。");
}
