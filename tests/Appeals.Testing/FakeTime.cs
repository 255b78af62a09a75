namespace Appeals.Testing;

/// <summary>A clock that stands still until it is moved.</summary>
public sealed class FakeTime(DateTimeOffset? start = null) : TimeProvider
{
    /// <summary>Thu 19 Nov 2026, 06:20 UTC.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 11, 19, 6, 20, 0, TimeSpan.Zero);

    private DateTimeOffset _now = start ?? Start;

    public DateTime Now => _now.UtcDateTime;

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan by) => _now += by;

    public void Set(DateTime now) => _now = new DateTimeOffset(now);
}
