using System.Text.RegularExpressions;
using Appeals.Analysis.Reports;
using Appeals.Core.Filing;
using Appeals.Core.Notifying;
using Appeals.Core.Platforms;
using Appeals.Testing;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Web.Tests.Authorisation;

/// <summary>What the values of a route pattern stand for. Each line of the table gets one of its own.</summary>
public enum Sample
{
    None = 0,
    /// <summary>A language, a theme.</summary>
    Preference,
    /// <summary>The description of the API.</summary>
    Document,
    /// <summary>A work with an active label, which its creator has not confirmed.</summary>
    UnconfirmedWork,
    /// <summary>A confirmed work with an active label.</summary>
    Work,
    /// <summary>The active label of a confirmed work.</summary>
    Label,
    Draft,
    Queued,
    /// <summary>An appeal that the reviewer has claimed.</summary>
    Claimed,
    /// <summary>The picture of a confirmed work.</summary>
    Picture,
    /// <summary>A file of an appeal that the reviewer has claimed.</summary>
    Original,
    /// <summary>A preview of an appeal that the reviewer has claimed.</summary>
    Preview,
    /// <summary>An unfinished upload to a draft.</summary>
    Upload,
    /// <summary>Nobody's session; a test of its own sees that only one's own can be ended.</summary>
    Session,
    Demo,
    Mail,
    /// <summary>Whoever calls it is signed out after it.</summary>
    EndsSession,
}

/// <summary>Makes samples and writes their values into patterns.</summary>
public sealed partial class Samples(AppealsHost host)
{
    public async Task<string> PathAsync(Entry entry)
    {
        var values = await ValuesAsync(entry.Sample);
        return ValuePattern().Replace(entry.Pattern, match => values[match.Groups["name"].Value]);
    }

    private async Task<Dictionary<string, string>> ValuesAsync(Sample sample)
    {
        using var core = host.NewCore();
        var files = new FileSamples(host);
        return sample switch
        {
            Sample.Preference => new() { ["language"] = "en", ["theme"] = "dark" },
            Sample.Document => new() { ["documentName"] = "v1" },
            Sample.UnconfirmedWork => Of(await LabelAsync(confirmed: false), label => label.WorkId),
            Sample.Work => Of(await LabelAsync(), label => label.WorkId),
            Sample.Label => new() { ["labelId"] = $"{(await LabelAsync()).Id}" },
            Sample.Draft => Of((await DraftAsync(core)).Reference),
            Sample.Queued => Of((await core.QueueAsync(host.World, await LabelAsync())).Reference),
            Sample.Claimed => Of((await ClaimedAsync(core)).Reference),
            Sample.Picture => Of(await files.PictureAsync(await LabelAsync()), label => label.WorkId),
            Sample.Original => Of(await files.OriginalAsync(await ClaimedAsync(core))),
            Sample.Preview => new() { ["runId"] = $"{await files.PreviewAsync(await ClaimedAsync(core))}", ["name"] = PreviewNames.Published },
            Sample.Upload => Of(await files.UploadAsync(await DraftAsync(core))),
            Sample.Session => Of(Guid.CreateVersion7()),
            Sample.Demo => new() { ["name"] = "lantern-bay.psd" },
            Sample.Mail => Of((await MailAsync(core)).Id),
            _ => new() { ["path"] = "nowhere" },
        };
    }

    private async Task<Label> LabelAsync(bool confirmed = true)
    {
        await using var db = host.Open();
        return await host.World.AddLabelAsync(db, host.Time.Now, confirmed: confirmed);
    }

    private async Task<Appeal> DraftAsync(CoreServices core) => await core.Filing.StartAsync((await LabelAsync()).Id, host.World.As(host.World.Creator));

    private async Task<Appeal> ClaimedAsync(CoreServices core) => await core.ReviewAsync(host.World, await LabelAsync(), host.World.Reviewer);

    private async Task<EmailMessage> MailAsync(CoreServices core)
    {
        await core.FileAsync(host.World, await LabelAsync());
        await using var db = host.Open();
        return await db.Emails.FirstAsync();
    }

    private static Dictionary<string, string> Of(string reference) => new() { ["reference"] = reference, ["step"] = "files" };
    private static Dictionary<string, string> Of(Guid id) => new() { ["id"] = id.ToString() };
    private static Dictionary<string, string> Of(Label label, Func<Label, Guid> id) => new() { ["id"] = id(label).ToString(), ["externalId"] = label.Work.ExternalId };

    [GeneratedRegex(@"\{\**(?<name>\w+)[^}]*\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ValuePattern();
}
