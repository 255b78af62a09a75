using Appeals.Core.Data;
using Appeals.Core.People;
using Appeals.Core.Platforms;
using Appeals.Web.Features.Account;
using Microsoft.AspNetCore.Identity;

namespace Appeals.Web.Demo;

/// <summary>Everybody who plays a part.</summary>
public sealed record DemoCast(Person Lin, Person Ines, Person Earlier, Person Tan, Person Sana, Person Jonas, Person Noor);

/// <summary>The demo's people. They have no password: only the button on the sign-in page, from this machine, lets anybody in as one of them.</summary>
public sealed class DemoPeople(UserManager<Person> people, TimeProvider time)
{
    private const string Domain = "@demo.example";

    public static IReadOnlyList<DemoAccount> Accounts { get; } =
    [
        new("lin.ji" + Domain, Roles.Creator, "Lin Ji, seven labelled works", "林霁，七件带标识的作品"),
        new("ines.duarte" + Domain, Roles.Creator, "Inês Duarte, four open appeals", "伊内斯·杜阿尔特，四件进行中的申诉"),
        new("tan.mei" + Domain, Roles.Reviewer, "Tan Mei, works through the queue", "谭梅，处理队列"),
        new("sana.rao" + Domain, Roles.Reviewer, "Sana Rao, second pair of eyes", "萨娜·拉奥，另一双眼睛"),
        new("jonas.weiss" + Domain, Roles.Lead, "Jonas Weiß, queue and turnaround", "约纳斯·魏斯，队列与时效"),
        new("noor.haddad" + Domain, Roles.Admin, "Noor Haddad, turnaround", "诺尔·哈达德，处理时效"),
    ];

    public async Task<DemoCast> EnsureAsync(Platform platform) => new(
        await EnsureAsync("lin.ji", "Lin Ji", null, "zh-CN", Roles.Creator),
        await EnsureAsync("ines.duarte", "Inês Duarte", null, "en", Roles.Creator),
        await EnsureAsync("earlier.creators", "Earlier creators", null, "en", Roles.Creator),
        await EnsureAsync("tan.mei", "Tan Mei", platform, "zh-CN", Roles.Reviewer),
        await EnsureAsync("sana.rao", "Sana Rao", platform, "en", Roles.Reviewer),
        await EnsureAsync("jonas.weiss", "Jonas Weiß", platform, "en", Roles.Reviewer, Roles.Lead),
        await EnsureAsync("noor.haddad", "Noor Haddad", platform, "en", Roles.Admin));

    private async Task<Person> EnsureAsync(string name, string displayName, Platform? platform, string language, params string[] roles)
    {
        var email = name + Domain;
        var person = await people.FindByEmailAsync(email);
        if (person is null)
        {
            person = new Person
            {
                Id = time.NewId(),
                UserName = email,
                Email = email,
                EmailConfirmed = true,
                DisplayName = displayName,
                Language = language,
                TimeZone = "Asia/Shanghai",
                PlatformId = platform?.Id,
                JoinedAt = time.Now(),
            };
            Demand(await people.CreateAsync(person));
        }
        foreach (var role in roles.Except(await people.GetRolesAsync(person), StringComparer.Ordinal)) Demand(await people.AddToRoleAsync(person, role));
        return person;
    }

    private static void Demand(IdentityResult result)
    {
        if (!result.Succeeded) throw new InvalidOperationException("The demo's people could not be made: " + string.Join(" ", result.Errors.Select(e => e.Description)));
    }
}
