using Appeals.Core.Filing;
using Appeals.Core.People;
using Appeals.Core.Platforms;
using Appeals.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Appeals.Web.Tests.Contest;

/// <summary>The site with labels on demand.</summary>
public class ContestHost : AppealsHost
{
    public async Task<Label> LabelAsync(Person? creator = null)
    {
        await using var db = Open();
        return await World.AddLabelAsync(db, Time.Now, creator);
    }

    /// <summary>A draft with a reason and a sentence.</summary>
    public async Task<Appeal> DraftAsync(Person? creator = null, string statement = "I drew this.")
    {
        creator ??= World.Creator;
        var label = await LabelAsync(creator);
        await using var scope = Services.CreateAsyncScope();
        var filing = scope.ServiceProvider.GetRequiredService<FilingService>();
        var draft = await filing.StartAsync(label.Id, World.As(creator));
        return await filing.SaveAsync(draft.Reference, new Draft { Ground = Ground.WhollyHuman, Statement = statement }, draft.Version, World.As(creator));
    }

    public async Task<Appeal> ReadAsync(string reference)
    {
        await using var db = Open();
        return await db.Appeals.AsNoTracking().Include(a => a.DeclaredUses).Include(a => a.Messages).Include(a => a.Label).SingleAsync(a => a.Reference == reference);
    }
}
