using System.Text;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Reports;
using Appeals.Analysis.Tests.Pixels;

namespace Appeals.Analysis.Tests.Formats;

public sealed class HostileClipTests
{
    private static readonly RgbaImage Red = Pictures.Solid(8, 8, 255, 0, 0);

    [Theory]
    [InlineData("LayerNextIndex=2")]
    [InlineData("LayerNextIndex=1")]
    [InlineData("LayerNextIndex=99")]
    [InlineData("LayerFolder=1, LayerFirstChildIndex=2")]
    public void Open_WhenTheListOfLayersGoesAstray_KeepsWhatCameBefore(string more)
    {
        var clip = new ClipBuilder(8, 8);

        using var file = clip.Layer(1, "", child: 2).Layer(2, "a", picture: clip.Picture(Red), more: more).ToStream().Open();

        Assert.Single(file.Layers);
        Assert.Equal(ProblemCode.Malformed, Assert.Single(file.Problems).Code);
    }

    /// <summary>Each would run the file's own statements if it were let.</summary>
    [Theory]
    [InlineData("ALTER TABLE Layer RENAME TO L;CREATE VIEW Layer AS SELECT * FROM L;")]
    [InlineData("ALTER TABLE Layer RENAME TO L;CREATE VIEW Layer AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c) SELECT x AS MainId FROM c;")]
    [InlineData("DROP TABLE Layer;CREATE VIRTUAL TABLE Layer USING fts5(MainId);")]
    [InlineData("DROP TABLE Layer;")]
    [InlineData("DELETE FROM Layer;")]
    [InlineData("DROP TABLE Canvas;")]
    [InlineData("UPDATE Canvas SET CanvasRootFolder=77;")]
    [InlineData("UPDATE Canvas SET CanvasWidth=0;")]
    [InlineData("UPDATE Canvas SET CanvasWidth='wide';")]
    public void Open_WhenTablesAreNotWhatTheySay_IsRefused(string sql) => Assert.Equal(ProblemCode.Malformed, One().Sql(sql).ToStream().Refusal().Code);

    [Fact]
    public void Open_WhenAColumnIsComputedOrATriggerWaits_ReadsTheRest()
    {
        using var file = One().Sql("ALTER TABLE Layer ADD COLUMN LayerOffsetZ INTEGER AS (LayerOffsetX + 1);CREATE TRIGGER t AFTER INSERT ON Layer BEGIN DELETE FROM Canvas; END;").ToStream().Open();

        Assert.Equal((255, 0, 0, 255), file.Render().At(1, 1));
    }

    [Fact]
    public void Open_WhenALimitIsReached_IsRefusedOrCostsThatLayer()
    {
        var one = One().Build();

        Assert.Equal(ProblemCode.LimitExceeded, one.Outcome(ReadLimits.Default with { MaxLayers = 1 }).Code);
        Assert.Equal(ProblemCode.LimitExceeded, one.Outcome(ReadLimits.Default with { MaxCanvasPixels = 60 }).Code);
        Assert.Equal(ProblemCode.LimitExceeded, one.Outcome(ReadLimits.Default with { MaxSide = 7 }).Code);
        Assert.Equal(ProblemCode.LimitExceeded, one.Outcome(ReadLimits.Default with { MaxDatabaseLength = 4096 }).Code);
        Assert.Equal(ProblemCode.LimitExceeded, one.Outcome(ReadLimits.Default with { MaxMetadataBytes = 10 }).Code);
        Assert.Equal(ProblemCode.LimitExceeded, one.Outcome(ReadLimits.Default with { MaxMetadataParts = 2 }).Code);
        Assert.Equal("1", Assert.Single(one.Outcome(ReadLimits.Default with { MaxTotalPixels = 60 }).Problems).Layer);
        Assert.Equal("1", Assert.Single(one.Outcome(ReadLimits.Default with { MaxTiles = 0 }).Problems).Layer);

        var deep = new ClipBuilder(8, 8);
        for (var i = 1; i < 100; i++) deep.Layer(i, "", child: i + 1);
        Assert.Equal(ProblemCode.LimitExceeded, deep.Layer(100, "").Build().Outcome().Code);

        var many = One().Sql("WITH RECURSIVE c(x) AS (SELECT 1000 UNION ALL SELECT x+1 FROM c WHERE x<9000) INSERT INTO Mipmap SELECT x, x FROM c;").Build();
        Assert.Equal(ProblemCode.LimitExceeded, many.Outcome(ReadLimits.Default with { MaxDatabaseSteps = 10_000 }).Code);
    }

    [Fact]
    public void Render_WhenOneBlockIsDamaged_TheOthersShow()
    {
        var clip = new ClipBuilder(768, 8);
        var good = ClipBuilder.Zlib([.. Enumerable.Repeat((byte)255, 65536 * 5)]);
        byte[] blocks = [.. ClipBuilder.Block(0, good), .. ClipBuilder.Block(1, [1, 2, 3, 4, 5]), .. ClipBuilder.Block(2, good)];

        using var file = clip.Layer(1, "", child: 2).Layer(2, "a", picture: clip.Picture(768, 8, isMask: false, white: false, blocks)).ToStream().Open();
        var picture = file.Render();

        Assert.Equal([(byte)255, 0, 255], new[] { 3, 300, 700 }.Select(x => picture.At(x, 3).A));
        Assert.Equal(("1", ProblemCode.Malformed), (Assert.Single(file.Problems).Layer, file.Problems[0].Code));
    }

    [Fact]
    public void Open_WhenAPicturesHeadIsALie_CostsThatLayer()
    {
        var whole = ClipBuilder.Attribute(8, 8, isMask: false, white: false);
        byte[][] lies = [[], whole[..100], [.. whole[..38], 255, 255, 255, 255, .. whole[42..]], [.. whole[..46], 0, 0, 0, 9, .. whole[50..]], [.. whole[..58], 0, 0, 0, 7, .. whole[62..]], Encoding.ASCII.GetBytes(new string('x', 200))];
        foreach (var lie in lies)
        {
            var clip = new ClipBuilder(8, 8);
            using var file = clip.Layer(1, "", child: 2).Layer(2, "bad", next: 3, picture: clip.Picture(8, 8, isMask: false, white: false, [], lie)).Layer(3, "a", picture: clip.Picture(Red)).ToStream().Open();

            Assert.Equal((255, 0, 0, 255), file.Render().At(1, 1));
            Assert.Equal("1", Assert.Single(file.Problems).Layer);
        }
    }

    [Fact]
    public void Open_WhenTheFileIsCut_IsRefused()
    {
        var whole = One().Build();
        for (var length = 8; length < whole.Length - 16; length += 997) Assert.Contains(whole[..length].Outcome().Code, new ProblemCode?[] { ProblemCode.Truncated, ProblemCode.Malformed });
    }

    private static ClipBuilder One()
    {
        var clip = new ClipBuilder(8, 8);
        return clip.Layer(1, "", child: 2).Layer(2, "a", picture: clip.Picture(Red));
    }
}
