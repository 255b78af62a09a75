using System.Globalization;
using Appeals.Analysis.Reports;
using Appeals.Core.Filing;
using Appeals.Core.People;
using Appeals.Core.Reviewing;
using Appeals.Testing;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Core.Tests.Analysing;

/// <summary>The same pictures in appeals of two creators: staff learn of it, creators do not, and no grade changes.</summary>
public sealed class ReuseTests : AnalysisTest
{
    private const ulong Whole = 0xF0E1_D2C3_B4A5_9687, Sky = 0x0123_4567_89AB_CDEF, Sea = 0xFEDC_0000_7777_1234;

    [Fact]
    public async Task Wake_WhenAnotherCreatorHasTheSameLayers_FlagsBothCasesAndGoesToTheIntegrityLane()
    {
        var first = await AnalysedAsync(World.Creator, Whole, Sky, Sea);
        var second = await AnalysedAsync(World.OtherCreator, Whole ^ 0b1000_0001_0001, Sky, Sea ^ (1UL << 63));

        Assert.Equal((Lane.Standard, Grade.Strong), (first.Lane, first.Grade));
        Assert.Equal((Lane.Integrity, Grade.Strong), (second.Lane, second.Grade));
        foreach (var (own, other) in new[] { (first, second), (second, first) })
        {
            var note = Assert.Single((await DeskAsync(own)).Reuses);
            Assert.Equal((other.Reference, true, 2), (note.Other, note.IsWhole, note.Layers));
        }
        await using var db = Services.Open();
        Assert.Equal(0, (await db.Reuses.SingleAsync()).Distance);
        Assert.DoesNotContain(first.Reference, await db.Emails.Where(m => m.To == World.OtherCreator.Email).Select(m => m.Text).ToListAsync(), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(8, 2, true)]
    [InlineData(9, 2, false)]
    [InlineData(0, 1, false)]
    public async Task Wake_WhenLayersAreNearlyTheSame_FindsEveryDistanceUpToEight(int bits, int layers, bool found)
    {
        var random = new Random(bits + 1);
        ulong[] own = [.. Enumerable.Range(0, layers).Select(_ => (ulong)random.NextInt64())];
        await AnalysedAsync(World.Creator, whole: null, [.. own, ~own[0]]);

        var second = await AnalysedAsync(World.OtherCreator, whole: null, [.. own.Select(h => Change(h, bits, random))]);

        Assert.Equal(found ? Lane.Integrity : Lane.Standard, second.Lane);
        Assert.Equal(found ? layers : 0, (await DeskAsync(second)).Reuses.Sum(static r => r.Layers));
    }

    [Fact]
    public async Task Wake_WhenTheFilesAreTheCreatorsOwn_SaysNothing()
    {
        await AnalysedAsync(World.Creator, Whole, Sky, Sea);

        var again = await AnalysedAsync(World.Creator, Whole, Sky, Sea);

        Assert.Equal(Lane.Standard, again.Lane);
        Assert.Empty((await DeskAsync(again)).Reuses);
    }

    private static ulong Change(ulong hash, int bits, Random random)
    {
        foreach (var bit in Enumerable.Range(0, 64).OrderBy(_ => random.Next()).Take(bits)) hash ^= 1UL << bit;
        return hash;
    }

    private async Task<DeskReading> DeskAsync(Appeal appeal)
    {
        await using var db = Services.Open();
        return await new ReviewQueries(db, Services.Clock).DeskAsync(appeal.Reference, World.As(World.Reviewer));
    }

    private async Task<Appeal> AnalysedAsync(Person creator, ulong? whole, params ulong[] layers)
    {
        await using var db = Database.Open();
        var appeal = await Services.FileAsync(World, await World.AddLabelAsync(db, Time.Now, creator));
        var id = (await AddFileAsync(appeal.Id, [1, 2, 3])).Id.ToString();
        using var fake = FakeAnalyzer.Saying(FakeAnalyzer.Report(FakeAnalyzer.Empty(Grade.Strong) with
        {
            Sources =
            [
                new()
                {
                    Id = id, Format = FileFormat.Psd, Metadata = new Dictionary<string, string>(), Problems = [],
                    Layers = [.. layers.Select((_, i) => new LayerReport { Id = $"l{i}", Kind = LayerKind.Pixel, Name = "", BlendMode = "normal", Opacity = 1 })],
                },
            ],
            Hashes = [.. layers.Select((hash, i) => new PictureHash(id, $"l{i}", Text(hash))), .. whole is { } all ? [new PictureHash(id, null, Text(all))] : Array.Empty<PictureHash>()],
        }));
        await Node(fake).Workers.Wake();
        return await AppealAsync(appeal.Id);
    }

    private static string Text(ulong hash) => hash.ToString("x16", CultureInfo.InvariantCulture);
}
