using Appeals.Analysis.Reports;
using Appeals.Core.Analysing;
using Appeals.Core.Data;
using Appeals.Core.Filing;
using Appeals.Core.History;
using Appeals.Core.Notifying;
using Appeals.Testing;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Web.Tests.Nodes;

/// <summary>Holds what creators were told against what database, store and relay have in the end.</summary>
internal sealed class CampaignAudit(Campaign campaign)
{
    private readonly CampaignRecord _record = campaign.Record;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <returns>Figures for the record.</returns>
    public async Task<string> CheckAsync()
    {
        await using var db = campaign.Open();
        await Until.HoldsAsync(async () => await db.AnalysisRuns.AllAsync(r => r.State == RunState.Done) && await db.Emails.AllAsync(e => e.State == EmailState.Sent),
            Limit, () => $"Not everything drains.\n{campaign.Log}");
        await CheckAppealsAsync(db);
        await CheckFilesAsync(db);
        var (code, output) = await campaign.Web.RunAsync("check-store", "--deep");
        Assert.True(code == 0, output);
        return $"{_record.Works.Count} works, {_record.Appeals.Count} appeals, {_record.Files.Count} files ({_record.Resumed} times resumed); {await RunFiguresAsync(db)}; "
            + $"{await CheckMailsAsync(db)}; {output.Trim().ReplaceLineEndings(" ")}";
    }

    private async Task CheckAppealsAsync(AppealsDb db)
    {
        var appeals = await db.Appeals.AsNoTracking().ToListAsync();
        Assert.Equal(_record.Appeals.Order(StringComparer.Ordinal), appeals.Select(a => a.Reference).Order(StringComparer.Ordinal));
        Assert.All(appeals, appeal => Assert.Equal(AppealState.Queued, appeal.State));
        Assert.Equal(_record.Works.Order(StringComparer.Ordinal), (await db.Works.Select(w => w.ExternalId).ToListAsync()).Order(StringComparer.Ordinal));
        var (runs, history) = (await db.AnalysisRuns.AsNoTracking().ToListAsync(), await db.History.AsNoTracking().ToListAsync());
        Assert.Equal(_record.Works.Count, runs.Where(r => r.Task == AnalyzerTask.Picture).Select(r => r.WorkId).Distinct().Count());
        Assert.Equal(_record.Works.Count, runs.Count(r => r.Task == AnalyzerTask.Picture));
        foreach (var appeal in appeals)
        {
            var late = _record.Files.Count(f => f.Appeal == appeal.Reference && f.Late);
            Assert.Equal(1 + late, runs.Count(r => r.AppealId == appeal.Id && r.Task == AnalyzerTask.Analyze));
            HistoryKind[] expected = [HistoryKind.Filed, .. Enumerable.Repeat(HistoryKind.FileAdded, late), .. Enumerable.Repeat(HistoryKind.AnalysisFinished, 1 + late), HistoryKind.Queued];
            Assert.Equal(expected.Order(), history.Where(h => h.AppealId == appeal.Id).Select(h => h.Kind == HistoryKind.AnalysisGivenUp ? HistoryKind.AnalysisFinished : h.Kind).Order());
        }
    }

    private async Task CheckFilesAsync(AppealsDb db)
    {
        var files = await db.EvidenceFiles.AsNoTracking().Include(f => f.StoredFile).Include(f => f.Appeal).ToListAsync();
        Assert.Equal(_record.Files.Select(f => $"{f.Appeal} {f.Name} {Convert.ToHexString(f.Sha256)}").Order(StringComparer.Ordinal),
            files.Select(f => $"{f.Appeal.Reference} {f.Name} {Convert.ToHexString(f.StoredFile.Sha256)}").Order(StringComparer.Ordinal));
        var inspections = await db.AnalysisRuns.Where(r => r.Task == AnalyzerTask.Inspect).Select(r => r.EvidenceFileId!.Value).ToListAsync();
        Assert.Equal(files.Select(f => f.Id).Order(), inspections.Order());
        Assert.All(files, file => Assert.NotNull(file.InspectionJson));
    }

    private async Task<string> CheckMailsAsync(AppealsDb db)
    {
        var mails = await db.Emails.AsNoTracking().ToListAsync();
        Assert.All(mails, mail => Assert.Equal(EmailKind.AppealReceived, mail.Kind));
        Assert.Equal(_record.Appeals.Count, mails.Select(m => m.AppealId).Distinct().Count());
        Assert.Equal(_record.Appeals.Count, mails.Count);
        foreach (var mail in await campaign.Relay.ReadAllAsync()) _record.Mails.Add(mail.Headers["message-id"]);
        var arrived = _record.Mails;
        Assert.Equal(mails.Select(m => m.MessageId).Order(StringComparer.Ordinal), arrived.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        return $"{mails.Count} mails, {arrived.Count - mails.Count} of them came twice under the same Message-ID";
    }

    private static async Task<string> RunFiguresAsync(AppealsDb db)
    {
        var (all, again) = (await db.AnalysisRuns.CountAsync(), await db.AnalysisRuns.CountAsync(r => r.Attempts > 1));
        var givenUp = await db.History.CountAsync(h => h.Kind == HistoryKind.AnalysisGivenUp);
        return $"{all} runs, {again} of them begun again, {givenUp} analyses ended without the child's report";
    }
}
