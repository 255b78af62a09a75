using System.Net;
using System.Text;
using Appeals.Core.Evidence;
using Appeals.Core.Notifying;
using Appeals.Core.People;
using Appeals.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Appeals.Web.Tests.Account;

public sealed class SecondFactorTests(AccountHost host) : IClassFixture<AccountHost>, IAsyncLifetime
{
    private const string Path = "/account/second-factor";
    private Person _person = null!;
    private Visitor _visitor = null!;

    private string Email => _person.Email!;

    public async Task InitializeAsync()
    {
        _person = await host.AddCreatorAsync();
        _visitor = host.Anonymous();
        await _visitor.SignInAsync(Email, World.Password);
    }

    public Task DisposeAsync()
    {
        _visitor.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Setup_WhenThePageIsReadAgain_ShowsTheSameKeyUntilItIsConfirmedAndNeverAfter()
    {
        var first = await KeyAsync();
        var second = await KeyAsync();
        var wrong = await _visitor.PostAsync(Path, ("Form.Code", "000000"));
        var stillOff = await Visitor.ReadAsync(wrong);
        await _visitor.SetUpAppAsync(host.Time);
        var after = await _visitor.PageAsync(Path);

        Assert.Equal(first, second);
        Assert.Matches("^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$", first);
        Assert.NotNull(stillOff.QuerySelector("#Form_Code-error"));
        Assert.DoesNotContain(first.Replace(" ", "", StringComparison.Ordinal), after.DocumentElement.TextContent.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Null(after.QuerySelector(".qr"));
        Assert.Null(after.QuerySelector(".codes"));
    }

    [Fact]
    public async Task Setup_WhenDone_GivesTenCodesOnceEndsOtherSessionsAndSaysSoByMail()
    {
        using var elsewhere = host.Anonymous();
        await elsewhere.SignInAsync(Email, World.Password);

        var app = await _visitor.SetUpAppAsync(host.Time);

        Assert.Equal(10, app.RecoveryCodes.Distinct().Count());
        Assert.All(app.RecoveryCodes, code => Assert.Matches("^[2-9A-HJKMNP-Z]{5}-[2-9A-HJKMNP-Z]{5}$", code));
        Assert.Equal(HttpStatusCode.OK, (await _visitor.GetAsync("/account")).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await elsewhere.GetAsync("/account")).StatusCode);
        Assert.Equal("Signing in now needs a code", Assert.Single(await host.MailsToAsync(Email), m => m.Kind == EmailKind.SecondFactorOn).Subject);
    }

    [Fact]
    public async Task Secrets_InTheDatabase_AreUnreadableWithoutTheMasterKey()
    {
        var key = (await KeyAsync()).Replace(" ", "", StringComparison.Ordinal);
        var app = await _visitor.SetUpAppAsync(host.Time);

        await using var db = host.Open();
        var factor = await db.SecondFactors.SingleAsync(f => f.PersonId == _person.Id);
        var hashes = await db.RecoveryCodes.Where(c => c.PersonId == _person.Id).Select(c => c.Hash).ToListAsync();
        var ring = (MasterKeyRing)host.Services.GetService(typeof(MasterKeyRing))!;
        var seed = ring.Unwrap(new WrappedSecret(factor.MasterKeyId, factor.WrappedSecret), SecondFactor.Purpose(factor.PersonId))[..Totp.SeedLength];

        Assert.Equal(key, Totp.KeyOf(seed));
        Assert.Equal(-1, factor.WrappedSecret.AsSpan().IndexOf(seed));
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => ring.Unwrap(new WrappedSecret(factor.MasterKeyId, factor.WrappedSecret), SecondFactor.Purpose(host.World.Creator.Id)));
        Assert.Equal(10, hashes.Count);
        // a plain hash of so short a code could be guessed from a stolen database
        var plain = Encoding.UTF8.GetBytes(app.RecoveryCodes[0].Replace("-", "", StringComparison.Ordinal));
        Assert.DoesNotContain(hashes, h => h.AsSpan().SequenceEqual(System.Security.Cryptography.SHA256.HashData(plain)));
        Assert.Empty(await db.UserTokens.ToListAsync());
    }

    [Fact]
    public async Task SignIn_WithPasswordAlone_OpensNothing()
    {
        await _visitor.SetUpAppAsync(host.Time);
        using var thief = host.Anonymous();

        var password = await thief.PostAsync("/sign-in", ("Email", Email), ("Password", World.Password), ("ReturnUrl", "/account"));

        Assert.Equal("/sign-in/code?returnUrl=%2Faccount", password.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.Found, (await thief.GetAsync("/account")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await thief.GetAsync("/sign-in/code")).StatusCode);
        Assert.Equal("/sign-in", (await host.Anonymous().GetAsync("/sign-in/code")).Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task SignIn_WithACodeThatWasUsed_IsRefusedAndWithTheNextOneTaken()
    {
        var app = await _visitor.SetUpAppAsync(host.Time);
        var used = app.Code();
        using var other = host.Anonymous();
        await other.PostAsync("/sign-in", ("Email", Email), ("Password", World.Password));

        var replayed = await other.PostAsync("/sign-in/code", ("Code", used));
        var next = app.NextCode();
        var taken = await other.PostAsync("/sign-in/code", ("Code", $"{next[..3]} {next[3..]}"), ("ReturnUrl", "/account"));
        using var shoulder = host.Anonymous();
        await shoulder.PostAsync("/sign-in", ("Email", Email), ("Password", World.Password));
        var seen = await shoulder.PostAsync("/sign-in/code", ("Code", next));

        Assert.Equal(HttpStatusCode.OK, replayed.StatusCode);
        Assert.NotNull((await Visitor.ReadAsync(replayed)).QuerySelector("#Code-error"));
        Assert.Equal("/account", taken.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.OK, seen.StatusCode);
    }

    [Fact]
    public async Task SignIn_WhenOneCodeIsGivenManyTimesAtOnce_TakesItOnce()
    {
        var app = await _visitor.SetUpAppAsync(host.Time);
        var code = app.NextCode();
        var browsers = new List<Visitor>();
        for (var i = 0; i < 4; i++)
        {
            browsers.Add(host.Anonymous());
            await browsers[i].PostAsync("/sign-in", ("Email", Email), ("Password", World.Password));
        }

        var answers = await Task.WhenAll(browsers.Select(b => b.PostAsync("/sign-in/code", ("Code", code))));

        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.Found);
        browsers.ForEach(b => b.Dispose());
    }

    [Fact]
    public async Task SignIn_WhenCodesAreGuessedAtOnce_ClosesAfterTheAllowedTriesEvenForTheRightCode()
    {
        var app = await _visitor.SetUpAppAsync(host.Time);
        using var thief = host.Anonymous();
        await thief.PostAsync("/sign-in", ("Email", Email), ("Password", World.Password));

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => thief.PostAsync("/sign-in/code", ("Code", $"{i:D6}"))));
        var closed = await thief.PostAsync("/sign-in/code", ("Code", app.NextCode()));
        host.Time.Advance(TimeSpan.FromMinutes(6));
        var open = await thief.PostAsync("/sign-in/code", ("Code", app.Code()));

        Assert.Equal(HttpStatusCode.OK, closed.StatusCode);
        Assert.Equal(HttpStatusCode.Found, open.StatusCode);
    }

    [Fact]
    public async Task SignIn_WhenTheCodeComesTooLateOrThePasswordChanged_BeginsAnew()
    {
        var app = await _visitor.SetUpAppAsync(host.Time);
        using var slow = host.Anonymous();
        await slow.PostAsync("/sign-in", ("Email", Email), ("Password", World.Password));
        using var stale = host.Anonymous();
        await stale.PostAsync("/sign-in", ("Email", Email), ("Password", World.Password));

        await _visitor.PostAsync("/account/password", ("Password.Current", World.Password), ("Password.New", "another three words"));
        var changed = await stale.PostAsync("/sign-in/code", ("Code", app.NextCode()));
        host.Time.Advance(TimeSpan.FromMinutes(11));
        var late = await slow.PostAsync("/sign-in/code", ("Code", app.Code()));

        Assert.Equal("/sign-in", changed.Headers.Location!.OriginalString);
        Assert.Equal("/sign-in", late.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task SignIn_WithARecoveryCode_WorksOnceSaysHowManyAreLeftAndMailsIt()
    {
        var app = await _visitor.SetUpAppAsync(host.Time);
        var code = app.RecoveryCodes[3];
        using var other = host.Anonymous();
        await other.PostAsync("/sign-in", ("Email", Email), ("Password", World.Password));
        var form = await other.PageAsync("/sign-in/code?recovery=true");

        var taken = await other.PostAsync("/sign-in/code", ("Code", code.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal)), ("Recovery", "true"), ("ReturnUrl", "/works"));
        var page = await other.PageAsync(taken.Headers.Location!.OriginalString);
        using var again = host.Anonymous();
        await again.PostAsync("/sign-in", ("Email", Email), ("Password", World.Password));
        var second = await again.PostAsync("/sign-in/code", ("Code", code));

        Assert.Equal("Recovery code", form.QuerySelector("h1")!.TextContent);
        Assert.Contains("9 recovery codes left.", page.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("/works", page.QuerySelector(".notice a")!.GetAttribute("href"));
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Contains("Codes left: 9.", Assert.Single(await host.MailsToAsync(Email), m => m.Kind == EmailKind.RecoveryCodeUsed).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Codes_WhenMadeAnew_NeedPasswordAndCodeAndVoidTheOldOnes()
    {
        var app = await _visitor.SetUpAppAsync(host.Time);

        var noPassword = await _visitor.PostAsync(Path + "/codes", ("Form.Password", "wrong"), ("Form.Code", app.NextCode()));
        var noCode = await _visitor.PostAsync(Path + "/codes", ("Form.Password", World.Password), ("Form.Code", "000000"));
        var done = await Visitor.ReadAsync(await _visitor.PostAsync(Path + "/codes", ("Form.Password", World.Password), ("Form.Code", app.NextCode())));
        using var other = host.Anonymous();
        await other.PostAsync("/sign-in", ("Email", Email), ("Password", World.Password));
        var old = await other.PostAsync("/sign-in/code", ("Code", app.RecoveryCodes[0]));
        var fresh = await other.PostAsync("/sign-in/code", ("Code", done.QuerySelector(".codes li")!.TextContent));

        Assert.NotNull((await Visitor.ReadAsync(noPassword)).QuerySelector(".errors"));
        Assert.NotNull((await Visitor.ReadAsync(noCode)).QuerySelector(".errors"));
        Assert.Equal(10, done.QuerySelectorAll(".codes li").Length);
        Assert.StartsWith("data:text/plain", done.QuerySelector("a[download]")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, old.StatusCode);
        Assert.Equal(HttpStatusCode.Found, fresh.StatusCode);
    }

    [Fact]
    public async Task Codes_WhenFewAreLeft_AreWarnedAbout()
    {
        await _visitor.SetUpAppAsync(host.Time);
        await using (var db = host.Open())
        {
            foreach (var code in await db.RecoveryCodes.Where(c => c.PersonId == _person.Id).Take(7).ToListAsync()) code.UsedAt = host.Time.Now;
            await db.SaveChangesAsync();
        }

        var page = await _visitor.PageAsync(Path);

        Assert.Contains("3 recovery codes left. Make new ones soon.", page.QuerySelector(".notice[data-tone=warn]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TurnOff_WithPasswordAndCode_NeedsOnlyThePasswordFromThenOnAndSaysSoByMail()
    {
        var app = await _visitor.SetUpAppAsync(host.Time);

        var refused = await _visitor.PostAsync(Path + "/off", ("Form.Password", "wrong"), ("Form.Code", app.NextCode()));
        var off = await _visitor.PostAsync(Path + "/off", ("Form.Password", World.Password), ("Form.Code", app.NextCode()));
        using var other = host.Anonymous();
        var signIn = await other.PostAsync("/sign-in", ("Email", Email), ("Password", World.Password));

        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        Assert.Equal("/account?done=SecondFactorOff", off.Headers.Location!.OriginalString);
        Assert.Equal("/", signIn.Headers.Location!.OriginalString);
        Assert.Single(await host.MailsToAsync(Email), m => m.Kind == EmailKind.SecondFactorOff);
        await using var db = host.Open();
        Assert.Empty(await db.SecondFactors.Where(f => f.PersonId == _person.Id).ToListAsync());
        Assert.Empty(await db.RecoveryCodes.Where(c => c.PersonId == _person.Id).ToListAsync());
    }

    [Fact]
    public async Task Reset_ByAnOperator_EndsEverySessionAndSaysSoByMail()
    {
        await _visitor.SetUpAppAsync(host.Time);
        var output = new StringWriter();
        var running = host.Services.GetRequiredService<IHost>();

        Assert.Equal(0, await SecondFactorCommand.TryRunAsync(running, [SecondFactorCommand.Name, Email], output));
        Assert.Equal(1, await SecondFactorCommand.TryRunAsync(running, [SecondFactorCommand.Name, Email], output));
        Assert.Equal(2, await SecondFactorCommand.TryRunAsync(running, [SecondFactorCommand.Name], output));
        Assert.Null(await SecondFactorCommand.TryRunAsync(running, [], output));

        Assert.StartsWith($"The second factor of {_person.Id} is off", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Email, output.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await _visitor.GetAsync("/account")).StatusCode);
        Assert.Equal("The code at sign-in was reset for you", Assert.Single(await host.MailsToAsync(Email), m => m.Kind == EmailKind.SecondFactorReset).Subject);
        using var other = host.Anonymous();
        Assert.Equal("/", (await other.PostAsync("/sign-in", ("Email", Email), ("Password", World.Password))).Headers.Location!.OriginalString);
        await using var db = host.Open();
        Assert.Empty(await db.SecondFactors.Where(f => f.PersonId == _person.Id).ToListAsync());
        Assert.Empty(await db.RecoveryCodes.Where(c => c.PersonId == _person.Id).ToListAsync());
    }

    private async Task<string> KeyAsync() => (await _visitor.PageAsync(Path)).QuerySelector(".steps-list .mono")!.TextContent.Trim();
}
