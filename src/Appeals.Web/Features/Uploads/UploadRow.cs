using System.Text.Json.Serialization;

namespace Appeals.Web.Features.Uploads;

[JsonConverter(typeof(JsonStringEnumConverter<UploadState>))]
public enum UploadState
{
    /// <summary>Bytes are missing.</summary>
    Unfinished,
    /// <summary>All there; what it holds is being read.</summary>
    Checking,
    Done,
}

/// <summary>One file of an appeal as its creator sees it.</summary>
/// <param name="Id">The upload's.</param>
/// <param name="Format">A code for scripts, such as <c>psd</c>.</param>
/// <param name="Says">What it is by content, in the reader's language.</param>
/// <param name="Problem">Why it, or a part of it, could not be read.</param>
public sealed record UploadRow(
    Guid Id, string Name, long Length, long Offset, UploadState State, string Format, string? Says, string? Problem, Guid? EvidenceFileId, bool Removable, string? Picture)
{
    public int Percent => (int)(100 * Offset / Math.Max(1, Length));
}

/// <summary>The part <c>_Uploads</c>: what to show, and where new files go.</summary>
public sealed record UploadsPage(string Appeal, IReadOnlyList<UploadRow> Rows, long MaxFileLength);

public sealed class UploadsText;
