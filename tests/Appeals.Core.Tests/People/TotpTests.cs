using System.Text;
using Appeals.Core.People;

namespace Appeals.Core.Tests.People;

public sealed class TotpTests
{
    /// <summary>The seed of RFC 6238, appendix B.</summary>
    private static readonly byte[] Seed = Encoding.ASCII.GetBytes("12345678901234567890");

    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Code_AtTheTimesOfTheStandard_IsTheStandards(long seconds, string code) =>
        Assert.Equal(code, Totp.CodeAt(Totp.StepAt(DateTime.UnixEpoch.AddSeconds(seconds)), Seed));

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void Step_OfACodeNearby_AllowsForAClockThatIsHalfAMinuteOff(int steps, bool found)
    {
        var now = new DateTime(2026, 11, 19, 6, 20, 0, DateTimeKind.Utc);
        var step = Totp.StepAt(now) + steps;

        Assert.Equal(found ? step : null, Totp.StepOf(Totp.CodeAt(step, Seed), Seed, now));
    }

    [Fact]
    public void Address_ForAnApp_HoldsTheKeyInBase32() =>
        Assert.Equal("otpauth://totp/Appeals:rui%40example.test?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Appeals", Totp.Address("Appeals", "rui@example.test", Seed));
}
