using System.Net;
using System.Text.Json.Nodes;
using Appeals.Core.Evidence;
using Appeals.Core.Platforms;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Appeals.Web.Tests.Api;

public sealed class WorksTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Put_OfANewWork_AnswersAsDocumentedAndSealsThePicture()
    {
        var response = await host.PutAsync("new-1", ApiHost.Work(), ApiHost.Jpeg);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var answer = await ApiHost.JsonAsync(response);
        Assert.Equal(["externalId", "label", "appeal"], answer.Select(m => m.Key));
        Assert.Equal(["id", "state", "windowEndsAt"], answer["label"]!.AsObject().Select(m => m.Key));
        Assert.Equal(("new-1", "active", null), ((string)answer["externalId"]!, (string)answer["label"]!["state"]!, answer["appeal"]));
        // six calendar months from 2 November are 181 days, so 184 days hold
        Assert.Equal(new DateTime(2027, 5, 5, 9, 0, 0, DateTimeKind.Utc), (DateTime)answer["label"]!["windowEndsAt"]!);
        await using var db = host.Open();
        var work = await db.Works.Include(w => w.Picture).SingleAsync(w => w.ExternalId == "new-1");
        await using var plain = await host.Services.GetRequiredService<EvidenceStore>().OpenReadAsync(work.Picture!, default);
        using var read = new MemoryStream();
        await plain.CopyToAsync(read);
        Assert.Equal(ApiHost.Jpeg, read.ToArray());
    }

    [Fact]
    public async Task Put_TheSecondTime_ChangesNothingAndKeepsNoSecondPicture()
    {
        var first = await ApiHost.JsonAsync(await host.PutAsync("twice", ApiHost.Work(), ApiHost.Jpeg));
        var files = host.FilesInStore;
        var again = await host.PutAsync("twice", ApiHost.Work(), ApiHost.Jpeg);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.True(JsonNode.DeepEquals(first, await ApiHost.JsonAsync(again)));
        Assert.Equal(files, host.FilesInStore);
        Assert.True(JsonNode.DeepEquals(first, await ApiHost.JsonAsync(await host.Caller().GetAsync("/api/v1/works/twice"))));
    }

    [Fact]
    public async Task Put_WithThePictureFirst_IsReadAsWell()
    {
        var parts = new MultipartFormDataContent { { new ByteArrayContent(ApiHost.Jpeg), "picture", "x" }, { new StringContent(ApiHost.Work().ToJsonString()), "work" } };
        Assert.Equal(HttpStatusCode.Created, (await host.Caller().PutAsync("/api/v1/works/picture-first", parts)).StatusCode);
    }

    [Fact]
    public async Task Put_ForAnAddressWithAndWithoutAccount_AnswersAlike()
    {
        var known = await ApiHost.JsonAsync(await host.PutAsync("known", ApiHost.Work(), ApiHost.Jpeg));
        var unknown = await ApiHost.JsonAsync(await host.PutAsync("unknown", ApiHost.Work(w => w["creator"]!["email"] = "nobody@example.test"), ApiHost.Jpeg));
        foreach (var answer in new[] { known, unknown })
        {
            answer["externalId"] = "";
            answer["label"]!["id"] = "";
        }
        Assert.True(JsonNode.DeepEquals(known, unknown));
    }

    [Fact]
    public async Task Put_OfAChangedLabelThatIsContested_Conflicts()
    {
        await host.PutAsync("contested", ApiHost.Work(), ApiHost.Jpeg);
        await using (var db = host.Open())
        {
            (await db.Labels.SingleAsync(l => l.Work.ExternalId == "contested")).Contest(host.Time.Now);
            await db.SaveChangesAsync();
        }
        var response = await host.PutAsync("contested", ApiHost.Work(w => w["label"]!["effects"]!["reachMultiplier"] = 0.2), null);
        Assert.Equal((HttpStatusCode.Conflict, "label-fixed"), (response.StatusCode, await ApiHost.CodeAsync(response)));
        Assert.Equal(HttpStatusCode.OK, (await host.PutAsync("contested", ApiHost.Work(), null)).StatusCode);
    }

    [Fact]
    public async Task Put_BySixAtOnce_MakesOneRowAndOneFile()
    {
        var files = host.FilesInStore;
        var responses = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => host.PutAsync("at-once", ApiHost.Work(), ApiHost.Jpeg))));
        Assert.All(responses, r => Assert.True(r.IsSuccessStatusCode));
        Assert.Single(responses, r => r.StatusCode == HttpStatusCode.Created);
        await using var db = host.Open();
        Assert.Equal(1, await db.Works.CountAsync(w => w.ExternalId == "at-once"));
        Assert.Equal(files + 1, host.FilesInStore);
    }

    [Theory]
    [InlineData("a%b")]
    [InlineData("作品 1?#&")]
    [InlineData("..%")]
    [InlineData("a+b c")]
    public async Task Put_WithAnyId_FindsItAgain(string id)
    {
        var put = await ApiHost.JsonAsync(await host.PutAsync(id, ApiHost.Work(), ApiHost.Jpeg));
        var got = await ApiHost.JsonAsync(await host.Caller().GetAsync(new Uri("/api/v1/works/" + Uri.EscapeDataString(id), UriKind.Relative)));
        Assert.Equal(id, (string)got["externalId"]!);
        Assert.True(JsonNode.DeepEquals(put, got));
    }

    [Fact]
    public async Task Get_OfAnotherPlatformsWork_IsNotFound()
    {
        await host.PutAsync("mine", ApiHost.Work(), ApiHost.Jpeg);
        var theirs = await host.Caller(host.OtherKey).GetAsync("/api/v1/works/mine");
        var nobodys = await host.Caller().GetAsync("/api/v1/works/nothing");
        Assert.Equal((HttpStatusCode.NotFound, "not-found"), (theirs.StatusCode, await ApiHost.CodeAsync(theirs)));
        Assert.Equal((HttpStatusCode.NotFound, "not-found"), (nobodys.StatusCode, await ApiHost.CodeAsync(nobodys)));
    }

    [Fact]
    public async Task Put_OfTextThatDisguises_KeepsWhatIsSeen()
    {
        await host.PutAsync("text", ApiHost.Work(w =>
        {
            w["title"] = "  \u202Egpj.\u2066Night\u0007 <script>alert(1)</script> 夜\u200F ";
            w["label"]!["facts"] = "one\r\ntwo\u0000";
        }), ApiHost.Jpeg);
        await using var db = host.Open();
        var label = await db.Labels.Include(l => l.Work).SingleAsync(l => l.Work.ExternalId == "text");
        Assert.Equal("gpj.Night <script>alert(1)</script> 夜", label.Work.Title);
        Assert.Equal("one\ntwo", label.Facts);
    }

    [Theory]
    [InlineData("2026-11-02T22:00:00+14:00", "2026-11-02T08:00:00Z")]
    [InlineData("2026-11-01T20:00:00-12:00", "2026-11-02T08:00:00Z")]
    [InlineData("2026-11-02T13:45:00.1239999+05:45", "2026-11-02T08:00:00.123Z")]
    [InlineData("2026-11-02T08:00Z", "2026-11-02T08:00:00Z")]
    public async Task Put_WithATimeInAnyZone_IsTheSameMoment(string sent, string moment)
    {
        await host.PutAsync("time " + sent, ApiHost.Work(w => w["label"]!["appliedAt"] = sent), ApiHost.Jpeg);
        await using var db = host.Open();
        Assert.Equal(DateTimeOffset.Parse(moment).UtcDateTime, (await db.Labels.SingleAsync(l => l.Work.ExternalId == "time " + sent)).AppliedAt);
    }

    [Fact]
    public async Task Put_WithoutInformedAt_CountsFromWhenItWasApplied()
    {
        await host.PutAsync("not-informed", ApiHost.Work(w => w["label"]!.AsObject().Remove("informedAt")), ApiHost.Jpeg);
        await using var db = host.Open();
        var label = await db.Labels.SingleAsync(l => l.Work.ExternalId == "not-informed");
        Assert.Equal(label.AppliedAt, label.InformedAt);
        Assert.Equal(AppealWindow.EndsAt(label.AppliedAt), label.WindowEndsAt);
    }
}
