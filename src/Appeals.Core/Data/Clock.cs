namespace Appeals.Core.Data;

public static class Clock
{
    /// <summary>Now in UTC, cut to whole milliseconds: what every database keeps and what history hashes.</summary>
    public static DateTime Now(this TimeProvider time)
    {
        var now = time.GetUtcNow();
        return new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);
    }

    /// <summary>A key that sorts by when it was made.</summary>
    public static Guid NewId(this TimeProvider time) => Guid.CreateVersion7(time.GetUtcNow());
}
