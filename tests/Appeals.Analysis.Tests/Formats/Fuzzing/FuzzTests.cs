using System.Globalization;
using Xunit.Abstractions;

namespace Appeals.Analysis.Tests.Formats.Fuzzing;

/// <summary>
/// Files that are wrong in many ways give a report or a refusal, never anything else. A usual run takes about a second for each format. APPEALS_FUZZ_ROUNDS=N
/// and APPEALS_FUZZ_FROM=K run the rounds K to K + N - 1 instead, APPEALS_FUZZ_SEED=S others than usual; a round that ended the process is named in appeals-fuzz-FORMAT.round in the folder for temporary files.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int UsualSeed = 20_261_122;

    [Theory]
    [InlineData("psd", 600)]
    [InlineData("psb", 600)]
    [InlineData("kra", 800)]
    [InlineData("ora", 600)]
    [InlineData("xcf", 1_500)]
    [InlineData("clip", 250)]
    [InlineData("procreate", 1_500)]
    [InlineData("tiff", 600)]
    [InlineData("flat", 300)]
    public void Open_WhenMutatedAtRandom_NeverFailsInAnotherWay(string format, long usual)
    {
        var rounds = Setting("APPEALS_FUZZ_ROUNDS");
        var campaign = new FuzzCampaign(format, SeedsOf(format), (int)(Setting("APPEALS_FUZZ_SEED") ?? UsualSeed));

        output.WriteLine(campaign.Run(Setting("APPEALS_FUZZ_FROM") ?? 0, rounds ?? usual, rounds is null ? null : Path.Combine(Path.GetTempPath(), $"appeals-fuzz-{format}.round")));

        Assert.True(campaign.Finds.Count == 0, string.Join('\n', campaign.Finds));
    }

    private static long? Setting(string name) => long.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : null;

    internal static IReadOnlyList<FuzzSeed> SeedsOf(string format) => format switch
    {
        "psd" => PsdSeeds.All(wide: false),
        "psb" => PsdSeeds.All(wide: true),
        "kra" => ZipSeeds.Kra(),
        "ora" => ZipSeeds.Ora(),
        "xcf" => XcfSeeds.All(),
        "clip" => ClipSeeds.All(),
        "procreate" => ZipSeeds.Procreate(),
        "tiff" => TiffSeeds.All(),
        _ => FlatSeeds.All(),
    };
}
