using Appeals.Core.Data;
using Appeals.Core.Filing;

namespace Appeals.Testing;

/// <summary>People and a draft in the database of a server of its own.</summary>
public static class SiteAppeal
{
    /// <summary>Its reference; the creator is Lin.</summary>
    public static async Task<string> StartAsync(SiteProcess site)
    {
        await using var db = site.Open();
        var now = TimeProvider.System.Now();
        var world = await World.CreateAsync(db, now);
        var label = await world.AddLabelAsync(db, now);
        var appeal = new Appeal
        {
            Id = Guid.CreateVersion7(),
            Reference = AppealReference.Create(),
            LabelId = label.Id,
            WorkId = label.WorkId,
            PlatformId = label.PlatformId,
            CreatorId = world.Creator.Id,
            CreatedAt = now,
            UpdatedAt = now,
        };
        db.Appeals.Add(appeal);
        await db.SaveChangesAsync();
        return appeal.Reference;
    }
}
