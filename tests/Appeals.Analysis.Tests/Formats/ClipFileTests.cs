using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reports;
using Appeals.Analysis.Tests.Pixels;

namespace Appeals.Analysis.Tests.Formats;

public sealed class ClipFileTests
{
    private static readonly RgbaImage Red = Pictures.Solid(8, 8, 255, 0, 0);

    [Fact]
    public void Layers_WhenThereIsATree_AreBottomToTopWithGroupsAfterTheirChildren()
    {
        var clip = new ClipBuilder(8, 8);
        var red = clip.Picture(Red);

        using var file = clip.Layer(1, "", child: 2).Layer(2, "下", next: 3, picture: red, more: "LayerOpacity=128, LayerVisibility=0").Layer(3, "组", next: 6, child: 4, more: "LayerComposite=30")
            .Layer(4, "a", next: 5, picture: red, more: "LayerComposite=11, LayerLock=1").Layer(5, "b", picture: red, more: "LayerClip=1, LayerComposite=2").Layer(6, "levels", more: "FilterLayerInfo=x'00'").ToStream().Open();

        Assert.Equal(["下", "a", "b", "组", "levels"], file.Layers.Select(layer => layer.Name));
        Assert.Equal([null, "2", "2", null, null], file.Layers.Select(layer => layer.Parent));
        Assert.Equal([LayerKind.Pixel, LayerKind.Pixel, LayerKind.Pixel, LayerKind.Group, LayerKind.Adjustment], file.Layers.Select(layer => layer.Kind));
        Assert.Equal(["normal", "clip:add", "multiply", "pass-through", "normal"], file.Layers.Select(layer => layer.BlendName));
        Assert.Equal((0.5, false, true, true), (file.Layers[0].Opacity, file.Layers[0].Visible, file.Layers[1].Locked, file.Layers[2].Clipped));
        Assert.Equal((ProblemCode.NotRendered, "5"), (Assert.Single(file.Problems).Code, file.Problems[0].Layer));
    }

    /// <summary>A shade of 160 lies where the middle is, and becomes half of what comes out; green has a curve of its own, which is turned round.</summary>
    [Fact]
    public void Render_WhenThereAreLevels_ActsOnWhatLiesBeneath()
    {
        const string whole = "2000A0A0F0000000FFFF", none = "00007FFFFFFF0000FFFF", turned = "00007FFFFFFFFFFF0000";
        var clip = new ClipBuilder(8, 8);

        using var file = clip.Layer(1, "", child: 2).Layer(2, "a", next: 3, picture: clip.Picture(Pictures.Solid(8, 8, 160, 0, 255)))
            .Layer(3, "levels", more: $"FilterLayerInfo=x'0000000200000140{whole}{none}{turned}{none}'").ToStream().Open();
        var (r, g, b, _) = file.Render().At(4, 4);

        Assert.InRange(r, 126, 129);
        Assert.Equal((255, 255), (g, b));
        Assert.Empty(file.Problems);
    }

    [Theory]
    [InlineData("0000000200000140")]
    [InlineData("000000020000014000000000FFFF0000FFFF00007FFFFFFF0000FFFF00007FFFFFFF0000FFFF00007FFFFFFF0000FFFF")]
    [InlineData("000000040000000CFFFFFF7700000041FFFFFFED000000000000000000000000000000000000000000000000000000000000")]
    public void Open_WhenACorrectionIsDamagedOrUnknown_SaysThatItIsNotDrawn(string info)
    {
        using var file = new ClipBuilder(8, 8).Layer(1, "", child: 2).Layer(2, "a", more: $"FilterLayerInfo=x'{info}'").ToStream().Open();

        Assert.Equal((ProblemCode.NotRendered, "1"), (file.Problems.Single().Code, file.Problems[0].Layer));
    }

    [Fact]
    public void Render_WhenALayerReachesAcrossBlocks_ShowsItWhereItLies()
    {
        var noise = Pictures.Noise(300, 270, 3);
        var clip = new ClipBuilder(300, 270);

        using var file = clip.Layer(1, "", child: 2).Layer(2, "a", picture: clip.Picture(noise), more: "LayerOffsetX=-40, LayerOffsetY=7, LayerRenderOffscrOffsetX=30").ToStream().Open();
        var picture = file.Render();

        Assert.Equal(new PixelArea(-10, 7, 300, 270), file.Layers[0].Area);
        foreach (var (x, y) in new[] { (0, 7), (289, 269), (246, 262), (245, 263) }) Assert.Equal(noise.At(x + 10, y - 7), picture.At(x, y));
        Assert.Equal(0, picture.At(290, 100).A);
        Assert.Empty(file.Problems);
    }

    [Fact]
    public void Render_WhenThereArePaperMaskAndTint_ShowsThem()
    {
        var clip = new ClipBuilder(8, 8);
        var (red, mask) = (clip.Picture(Red), clip.Picture(Pictures.Solid(4, 8, 128, 0, 0), isMask: true));

        using var file = clip.Layer(1, "", child: 2).Layer(2, "用紙", next: 3, more: "LayerType=1584, MonochromeFillInfo=62, DrawColorEnable=1, DrawColorMainRed=4294967295, DrawColorMainGreen=858993459, DrawColorMainBlue=0")
            .Layer(3, "masked", next: 4, picture: red, more: $"LayerLayerMaskMipmap={mask}")
            .Layer(4, "tinted", picture: clip.Picture(Pictures.Solid(8, 2, 0, 0, 0)), more: "DrawColorEnable=1, DrawColorMainBlue=4294967295, DrawColorSubRed=4294967295").ToStream().Open();
        var picture = file.Render();

        Assert.Equal((255, 51, 0, 255), picture.At(6, 6));
        Assert.Equal((255, 25, 0, 255), picture.At(1, 6));
        Assert.Equal((0, 0, 255, 255), picture.At(1, 1));
        Assert.Equal(LayerKind.Fill, file.Layers[0].Kind);
    }

    [Fact]
    public void Metadata_WhenObjectsWereMadeAndRemoved_CountsThem()
    {
        var clip = new ClipBuilder(8, 8).Sql("CREATE TABLE CanvasPreview(ImageData BLOB);INSERT INTO CanvasPreview VALUES(x'89');CREATE TABLE VectorObjectList(MainId INTEGER, LayerId INTEGER);INSERT INTO VectorObjectList VALUES(1,2);CREATE TABLE RemovedExternal(ExternalID BLOB);INSERT INTO RemovedExternal VALUES(x'00');UPDATE sqlite_sequence SET seq=0 WHERE name='Canvas';");

        using var file = clip.Layer(1, "", child: 2).Layer(2, "pen", picture: clip.Picture(Red)).Sql("INSERT INTO sqlite_sequence VALUES('Layer',77);").ToStream().Open();

        Assert.Equal(("1", "1", "yes", "300"), (file.Metadata["vectorObjects"], file.Metadata["removedData"], file.Metadata["preview"], file.Metadata["resolution"]));
        Assert.Equal(LayerKind.Vector, file.Layers[0].Kind);
        Assert.Equal("2", file.Metadata["layersEverMade"]);
    }

    [Fact]
    public void Render_WhenTheStoredPreviewIsDestroyed_IsTheSame()
    {
        ClipBuilder Clip(string preview)
        {
            var clip = new ClipBuilder(8, 8).Sql($"CREATE TABLE CanvasPreview(ImageData BLOB);INSERT INTO CanvasPreview VALUES(x'{preview}');");
            return clip.Layer(1, "", child: 2).Layer(2, "a", picture: clip.Picture(Red));
        }

        using var whole = Clip(Convert.ToHexString(ImageCodec.EncodePng(Pictures.Solid(8, 8, 0, 0, 255)))).ToStream().Open();
        using var without = Clip("00").ToStream().Open();

        Assert.Equal(without.Render().Pixels, whole.Render().Pixels);
    }
}
