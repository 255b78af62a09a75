using System.Net;
using System.Text.RegularExpressions;
using Appeals.Core.Notifying;
using Appeals.Core.People;
using Appeals.Core.Platforms;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Appeals.Web.Tests.Account;

/// <summary>How an installation gets its first platform and its staff.</summary>
public sealed partial class InvitationTests(AccountHost host) : IClassFixture<AccountHost>
{
    private const string Password = "three quiet words";

    [Fact]
    public async Task Commands_OnAnEmptyInstallation_GiveAKeyThatIsAcceptedAndStaffWhoCanSignIn()
    {
        const string email = "first.lead@example.test";
        var (code, output) = await RunAsync(PlatformCommand.TryRunAsync, PlatformCommand.Name, " New\u202e place ");
        var platform = Guid.Parse(IdIn().Match(output).Value);

        var (invited, said) = await RunAsync(InvitationCommand.TryRunAsync, InvitationCommand.Name, platform.ToString(), Roles.Lead, email, "Ada First", "zh-CN");
        var mail = Assert.Single(await host.MailsToAsync(email));
        var (path, person, link) = AccountHost.LinkIn(mail);
        using var visitor = host.Anonymous();
        await visitor.PostAsync(path, ("Person", person), ("Code", link), ("Password", Password));
        await visitor.SignInAsync(email, Password);

        Assert.Equal((0, 0), (code, invited));
        Assert.DoesNotContain(email, said, StringComparison.Ordinal);
        Assert.Equal((EmailKind.Invited, "邀请你处理申诉"), (mail.Kind, mail.Subject));
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/queue")).StatusCode);
        await using var scope = host.Services.CreateAsyncScope();
        Assert.Equal(platform, (await scope.ServiceProvider.GetRequiredService<ApiKeyService>().FindAsync(KeyIn().Match(output).Value))?.PlatformId);
        await using var db = host.Open();
        var added = await db.Platforms.Include(p => p.Clauses).SingleAsync(p => p.Id == platform);
        Assert.Equal(("New place", 5), (added.Name, added.Clauses.Count));
        var staff = await db.Users.SingleAsync(u => u.PlatformId == platform);
        Assert.Equal([Roles.Lead, Roles.Reviewer], (await scope.ServiceProvider.GetRequiredService<UserManager<Person>>().GetRolesAsync(staff)).Order());
    }

    [Fact]
    public async Task AddStaff_WhenTheAddressIsTaken_InvitesNobody()
    {
        var (code, _) = await RunAsync(InvitationCommand.TryRunAsync, InvitationCommand.Name, host.World.Platform.Id.ToString(), Roles.Admin, host.World.Creator.Email!, "Somebody");

        Assert.Equal(1, code);
        Assert.DoesNotContain(await host.MailsToAsync(host.World.Creator.Email!), m => m.Kind == EmailKind.Invited);
    }

    [Theory]
    [InlineData("not-an-id", Roles.Admin, "a@example.test", "Name")]
    [InlineData("0199a1f0-0000-7000-8000-000000000000", Roles.Creator, "a@example.test", "Name")]
    [InlineData("0199a1f0-0000-7000-8000-000000000000", Roles.Admin, "no address", "Name")]
    [InlineData("0199a1f0-0000-7000-8000-000000000000", Roles.Admin, "a@example.test", " ")]
    [InlineData("0199a1f0-0000-7000-8000-000000000000", Roles.Admin, "a@example.test", "Name", "fr")]
    [InlineData("0199a1f0-0000-7000-8000-000000000000", Roles.Admin, "a@example.test")]
    public async Task AddStaff_WhenSomethingIsWrong_SaysHowItIsUsed(params string[] arguments)
    {
        var (code, output) = await RunAsync(InvitationCommand.TryRunAsync, [InvitationCommand.Name, .. arguments]);

        Assert.Equal(2, code);
        Assert.StartsWith("Usage: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddPlatform_WhenTheNameIsTakenOrNone_AddsNothing()
    {
        Assert.Equal(1, (await RunAsync(PlatformCommand.TryRunAsync, PlatformCommand.Name, host.World.Platform.Name)).Code);
        Assert.Equal(2, (await RunAsync(PlatformCommand.TryRunAsync, PlatformCommand.Name, "\u200b")).Code);
        Assert.Equal(1, (await RunAsync(InvitationCommand.TryRunAsync, InvitationCommand.Name, Guid.Empty.ToString(), Roles.Admin, "a@example.test", "Name")).Code);
    }

    private async Task<(int? Code, string Output)> RunAsync(Func<IHost, string[], TextWriter, Task<int?>> command, params string[] arguments)
    {
        await using var output = new StringWriter();
        return (await command(host.Services.GetRequiredService<IHost>(), arguments, output), output.ToString());
    }

    [GeneratedRegex("(?<=Platform: )[0-9a-f-]{36}")]
    private static partial Regex IdIn();

    [GeneratedRegex("apk_\\S+")]
    private static partial Regex KeyIn();
}
