using Appeals.Analysis.Reports;
using Appeals.Core.Data;
using Appeals.Core.Evidence;

namespace Appeals.Core.Analysing;

/// <summary>Seals a run's previews as they come, one in memory at a time. Their rows are written with the report, or never.</summary>
public sealed class RunPreviews(EvidenceStore evidence, TimeProvider time)
{
    private readonly List<Preview> _received = [];

    public IReadOnlyList<Preview> Received => _received;

    public async Task SaveAsync(Guid runId, AnalyzerMessage message, byte[] bytes, CancellationToken cancellation)
    {
        var stored = await evidence.SaveAsync(new MemoryStream(bytes, writable: false), bytes.Length, cancellation);
        _received.Add(new Preview
        {
            Id = time.NewId(),
            AnalysisRunId = runId,
            Name = message.Name!,
            Width = message.Width,
            Height = message.Height,
            StoredFileId = stored.Id,
            StoredFile = stored,
        });
    }

    /// <summary>The run came to nothing, and so do they.</summary>
    public async Task DiscardAsync()
    {
        foreach (var preview in _received) await evidence.DiscardAsync(preview.StoredFile);
        _received.Clear();
    }
}
