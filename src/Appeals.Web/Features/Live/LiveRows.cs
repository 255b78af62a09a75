using Appeals.Core.Data;
using Appeals.Core.Filing;

namespace Appeals.Web.Features.Live;

internal static class LiveRows
{
    public static IQueryable<LiveItem> Items(this AppealsDb db, IQueryable<LiveEvent> events) =>
        from row in events
        join appeal in db.Appeals on row.AppealId equals appeal.Id
        orderby row.Sequence
        select new LiveItem(row.Sequence, row.Kind, row.AppealId, appeal.Reference, appeal.State == AppealState.Draft, row.CreatorId, row.PlatformId, row.SubjectId, row.Percent);
}
