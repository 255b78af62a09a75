using System.Buffers.Binary;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reports;
using Appeals.Analysis.Tests.Pixels;

namespace Appeals.Analysis.Tests.Formats;

public sealed class ProcreateFileTests
{
    private static readonly RgbaImage Red = Pictures.Solid(8, 8, 255, 0, 0), Blue = Pictures.Solid(8, 8, 0, 0, 255);

    [Fact]
    public void Layers_WhenThereIsATree_AreBottomToTopWithGroupsAfterTheirChildren()
    {
        var procreate = new ProcreateBuilder(8, 8);
        var (inner, below) = (procreate.Loose("内", Red, ("clipped", true), ("locked", true)), procreate.Loose("below", Blue, ("opacity", 0.5), ("hidden", true), ("extendedBlend", 8)));
        procreate.Layers.Add(procreate.Keep(ProcreateBuilder.Fields(("name", procreate.Keep("组")), ("isHidden", true), ("children", procreate.List(inner, below)))));
        procreate.Layer("bottom", Red, ("blend", 4));

        using var file = procreate.ToStream().Open();

        Assert.Equal(["bottom", "below", "内", "组"], file.Layers.Select(layer => layer.Name));
        Assert.Equal([null, "2", "2", null], file.Layers.Select(layer => layer.Parent));
        Assert.Equal([LayerKind.Pixel, LayerKind.Pixel, LayerKind.Pixel, LayerKind.Group], file.Layers.Select(layer => layer.Kind));
        Assert.Equal(["normal", "procreate:linear-burn", "normal", "pass-through"], file.Layers.Select(layer => layer.BlendName));
        Assert.Equal((0.5, false, true, true), (file.Layers[1].Opacity, file.Layers[1].Visible, file.Layers[2].Clipped, file.Layers[2].Locked));
        Assert.False(file.Layers[3].Visible);
        Assert.Equal((FileFormat.Procreate, "Procreate"), (file.Format, file.Application));
    }

    /// <summary>The stored picture has one white pixel, in its second column and its third row from below.</summary>
    [Theory]
    [InlineData(1, false, false, 1, 67)]
    [InlineData(2, false, false, 38, 2)]
    [InlineData(3, false, false, 67, 38)]
    [InlineData(4, false, false, 2, 1)]
    [InlineData(1, true, false, 38, 67)]
    [InlineData(1, false, true, 1, 2)]
    [InlineData(4, true, false, 2, 38)]
    [InlineData(4, false, true, 67, 1)]
    public void Render_WhenTheCanvasIsTurned_ShowsItAsTheApplicationDoes(int orientation, bool acrossX, bool acrossY, int x, int y)
    {
        var stored = Pictures.Solid(40, 70, 0, 0, 0);
        stored.Row(2).Slice(4, 4).Fill(255);
        var procreate = new ProcreateBuilder(40, 70).Layer("a", stored);
        (procreate.Document["orientation"], procreate.Document["flippedHorizontally"], procreate.Document["flippedVertically"]) = (orientation, acrossX, acrossY);

        using var file = procreate.ToStream().Open();
        var picture = file.Render();

        Assert.Equal(orientation > 2 ? (70, 40) : (40, 70), (picture.Width, picture.Height));
        Assert.Equal((x, y), Enumerable.Range(0, picture.Width * picture.Height).Where(i => picture.Pixels[i * 4] > 0).Select(i => (i % picture.Width, i / picture.Width)).Single());
    }

    [Theory]
    [InlineData(".lz4")]
    [InlineData(".chunk")]
    public void Render_WhenTilesArePacked_ShowsStraightAlpha(string ending)
    {
        var noise = Pictures.Noise(70, 45, 7);

        using var file = new ProcreateBuilder(70, 45).Layer("a", null).Tiles("a", noise, ending).ToStream().Open();
        var picture = file.Render();

        // What alpha was multiplied into cannot be told more finely than that.
        for (var y = 0; y < 45; y++)
            for (var x = 0; x < 70; x++)
            {
                var (truth, ours) = (noise.At(x, 44 - y), picture.At(x, y));
                Assert.Equal(truth.A, ours.A);
                if (truth.A > 0) Assert.InRange(Math.Abs(truth.R - ours.R), 0, 128 / truth.A + 1);
            }
        Assert.Empty(file.Problems);
    }

    [Fact]
    public void Render_WhenThereIsABackground_ShowsItBeneathAllButNotForSingleLayers()
    {
        var color = new byte[16];
        for (var i = 0; i < 4; i++) BinaryPrimitives.WriteSingleLittleEndian(color.AsSpan(i * 4), i == 1 ? 0.2f : 1);
        var procreate = new ProcreateBuilder(40, 40).Layer("a", Red);
        (procreate.Document["backgroundHidden"], procreate.Document["backgroundColor"]) = (false, procreate.Keep(color));

        using var file = procreate.ToStream().Open();

        Assert.Equal((255, 51, 255, 255), file.Render().At(39, 0));
        Assert.Equal((255, 0, 0, 255), file.Render().At(0, 39));
        Assert.Equal(0, file.Render(new() { Only = new HashSet<string> { "1" } }).At(39, 0).A);
        Assert.Single(file.Layers);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Render_WhenALayerHasAMask_ShowsWhatItLetsThrough(int bytesPerPixel)
    {
        var procreate = new ProcreateBuilder(8, 8);
        var mask = procreate.Keep(ProcreateBuilder.Fields(("UUID", procreate.Keep("mask")), ("hidden", false)));
        var shades = Enumerable.Range(0, 64).SelectMany(i => Enumerable.Repeat((byte)(i % 8 < 4 ? 255 : 128), bytesPerPixel)).ToArray();

        using var file = procreate.Layer("a", Red, ("mask", mask)).Entry("mask/0~0.lz4", ProcreateBuilder.Frames(shades)).ToStream().Open();

        Assert.Equal([(byte)255, 128], new[] { 1, 6 }.Select(x => file.Render().At(x, 3).A));
    }

    [Fact]
    public void Metadata_WhenTheDocumentTellsOfItsMaking_SaysHowMuchAndNotWho()
    {
        var procreate = new ProcreateBuilder(8, 8).Layer("a", Red).Entry("video/segments/segment-1.mp4", new byte[10]).Entry("video/segments/segment-2.mp4", new byte[20]);
        (procreate.Document["strokeCount"], procreate.Document["SilicaDocumentTrackedTimeKey"], procreate.Document["authorName"]) = (procreate.Keep(445), 328.25, procreate.Keep("林"));

        using var file = procreate.ToStream().Open();

        Assert.Equal(("445", "328.3", "2", "30", "yes"), (file.Metadata["strokes"], file.Metadata["editingSeconds"], file.Metadata["timelapseSegments"], file.Metadata["timelapseBytes"], file.Metadata["author"]));
        Assert.DoesNotContain(file.Metadata.Values, value => value.Contains('林', StringComparison.Ordinal));
    }

    [Fact]
    public void Render_WhenTheStoredPicturesAreDestroyed_IsTheSame()
    {
        ProcreateBuilder Procreate(byte[] stored)
        {
            var procreate = new ProcreateBuilder(8, 8).Layer("a", Red).Entry("composite/0~0.lz4", stored).Entry("QuickLook/Thumbnail.png", stored);
            procreate.Document["composite"] = procreate.Loose("composite", null, ("type", 1));
            return procreate;
        }

        using var whole = Procreate(ProcreateBuilder.Frames(new byte[256])).ToStream().Open();
        using var without = Procreate([1, 2, 3]).ToStream().Open();

        Assert.Equal(without.Render().Pixels, whole.Render().Pixels);
        Assert.Empty(without.Problems);
    }

    [Theory]
    [InlineData("Document.archive")]
    [InlineData("video/segments/segment-1.mp4")]
    [InlineData("97725493-5135-4C77-AB5C-19F0D221060C/0~1.chunk")]
    [InlineData("97725493-5135-4C77-AB5C-19F0D221060C/10~11.lz4")]
    public void Recognise_WhenAnEntryIsProcreates_SaysSo(string name)
    {
        var bytes = new ProcreateBuilder(8, 8).Entry(name, new byte[200]).Build();

        Assert.Equal(FileFormat.Procreate, FileSignature.Recognise(bytes.AsSpan(0, FileSignature.Length)));
    }

    [Fact]
    public void Open_WhenTheFirstEntrySaysNothing_IsRecognisedByItsDocument()
    {
        using var file = new ProcreateBuilder(8, 8).Entry("other", new byte[200]).Layer("a", Blue).ToStream().Open();

        Assert.Equal(FileFormat.Procreate, file.Format);
    }
}
