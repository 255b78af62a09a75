using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reports;
using Appeals.Analysis.Tests.Pixels;

namespace Appeals.Analysis.Tests.Formats;

public sealed class XcfFileTests
{
    private static readonly RgbaImage Picture = Pictures.Noise(150, 70, 5);

    [Fact]
    public void Layers_WhenGrouped_StandInDrawingOrderWithTheirParents()
    {
        var builder = new XcfBuilder(16, 12)
            .Add(new() { Name = "人物", IsGroup = true, Mode = 61 })
            .Add(new() { Name = "线稿", Path = [0, 0], X = -3, Y = 2, Opacity = 0.2f, Mode = 30 })
            .Add(new() { Name = "内", Path = [0, 1], IsGroup = true })
            .Add(new() { Name = "阴影", Path = [0, 1, 0], Visible = false, Properties = [(28, [0, 0, 0, 1])] })
            .Add(new() { Name = "背景", Properties = [XcfBuilder.Parasite("gimp-text-layer", "(text \"a\")")] });

        using var file = builder.ToStream().Open();

        Assert.Equal((FileFormat.Xcf, 16, 12, 8, "rgb", "GIMP"), (file.Format, file.Width, file.Height, file.Depth, file.ColorMode, file.Application));
        Assert.Equal(["背景", "阴影", "内", "线稿", "人物"], file.Layers.Select(layer => layer.Name));
        Assert.Equal([null, "3", "5", "5", null], file.Layers.Select(layer => layer.Parent));
        Assert.Equal(["normal", "normal", "normal", "multiply", "pass-through"], file.Layers.Select(layer => layer.BlendName));
        Assert.Equal((new PixelArea(-3, 2, 1, 1), 0.2, LayerKind.Text), (file.Layers[3].Area, file.Layers[3].Opacity, file.Layers[0].Kind));
        Assert.Equal((false, true), (file.Layers[1].Visible, file.Layers[1].Locked));
        Assert.Empty(file.Problems);
    }

    public static TheoryData<int, int, byte> Kinds
    {
        get
        {
            var kinds = new TheoryData<int, int, byte> { { 0, 150, 1 }, { 3, 150, 0 }, { 10, 150, 2 }, { 22, 150, 1 }, { 11, 100, 1 }, { 10, 250, 1 } };
            foreach (var precision in new[] { 200, 250, 300, 350, 500, 550, 600, 650, 700, 750 }) kinds.Add(12, precision, (byte)(precision % 3));
            return kinds;
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Render_WhenVersionPrecisionAndCompressionAreAny_ShowsThePicture(int version, int precision, byte compression)
    {
        using var file = new XcfBuilder(150, 70) { Version = version, Precision = precision, Compression = compression }.Add(new() { Pixels = Picture }).ToStream().Open();

        // 8 bits of light are coarse in the dark.
        Assert.InRange(Pictures.MeanDifference(Picture, file.Render()), 0, precision == 100 ? 2 : precision % 100 == 0 ? 0.01 : 0);
        Assert.Empty(file.Problems);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(2, false)]
    public void Render_WhenColoursAreOfAnyKind_ShowsThem(int kind, bool hasAlpha)
    {
        byte[] palette = [10, 20, 30, 40, 50, 60];
        var picture = Pictures.Paint(70, 66, (x, _) => ((byte)(x % 2), (byte)(x % 2), (byte)(x % 2), (byte)(x < 9 && hasAlpha ? 0 : 255)));

        using var file = new XcfBuilder(70, 66) { Version = 3, Base = kind, Palette = palette }.Add(new() { Pixels = picture, HasAlpha = hasAlpha, Mode = 0 }).ToStream().Open();
        var composite = file.Render();

        Assert.Equal(kind == 2 ? (40, 50, 60, 255) : (1, 1, 1, 255), composite.At(69, 65));
        Assert.Equal(hasAlpha ? 0 : 255, composite.At(3, 3).A);
    }

    [Fact]
    public void Open_WhenThePaletteIsMissing_SaysSo()
    {
        using var file = new XcfBuilder(4, 4) { Version = 3, Base = 2 }.Add(new() { Mode = 0 }).ToStream().Open();

        Assert.Equal(ProblemCode.Malformed, Assert.Single(file.Problems).Code);
        file.Render();
    }

    [Fact]
    public void Layers_WhenTheyHaveEffects_AreSaidToBeDrawnWithoutThem()
    {
        using var file = new XcfBuilder(4, 4) { Version = 22 }.Add(new() { HasEffects = true }).Add(new()).ToStream().Open();

        Assert.Equal((ProblemCode.NotRendered, "2"), (Assert.Single(file.Problems).Code, file.Problems[0].Layer));
    }

    /// <summary>White at half of a group that passes through: half the light of white.</summary>
    [Fact]
    public void Render_WhenAPassThroughGroupIsHalfThere_MixesLight()
    {
        using var file = new XcfBuilder(4, 4)
            .Add(new() { IsGroup = true, Mode = 61, Opacity = 0.5f }).Add(new() { Path = [0, 0], Pixels = Pictures.Solid(4, 4, 255, 255, 255) }).Add(new() { Pixels = Pictures.Solid(4, 4, 0, 0, 0) }).ToStream().Open();

        Assert.InRange(file.Render().At(1, 1).R, 187, 189);
    }

    [Fact]
    public void Render_WhenThereAreMasks_TheyHideIfTheyAreInEffect()
    {
        var half = Enumerable.Range(0, 64).Select(i => (byte)(i % 8 < 4 ? 0 : 200)).ToArray();
        var red = Pictures.Solid(8, 8, 255, 0, 0);

        using var masked = new XcfBuilder(8, 8).Add(new() { Pixels = red, Mask = half }).ToStream().Open();
        using var plain = new XcfBuilder(8, 8).Add(new() { Pixels = red, Mask = half, ApplyMask = false }).ToStream().Open();

        Assert.Equal([(byte)0, 200], new[] { 1, 6 }.Select(x => masked.Render().At(x, 1).A));
        Assert.Equal(255, plain.Render().At(1, 1).A);
    }

    [Theory]
    [InlineData(28, 188)]
    [InlineData(0, 128)]
    public void Render_WhenWhiteIsHalfOverBlack_MixesLightUnlessTheModeIsAnOldOne(uint mode, byte shade)
    {
        using var file = new XcfBuilder(4, 4).Add(new() { Pixels = Pictures.Solid(4, 4, 255, 255, 255), Mode = mode, Opacity = 0.5f }).Add(new() { Pixels = Pictures.Solid(4, 4, 0, 0, 0), Mode = mode }).ToStream().Open();

        Assert.InRange(file.Render().At(1, 1).R, shade - 1, shade + 1);
    }

    [Theory]
    [InlineData(30, 0, 0, 61)] // multiplies light: 0.2158 · 0.2158
    [InlineData(30, 0, 2, 64)] // unless the file asks for stored samples
    [InlineData(3, 0, 0, 64)]
    [InlineData(23, 0, 0, 128)]
    [InlineData(45, 0, 0, 128)]
    public void Render_WhenModesHaveSpaces_BlendsInThem(uint mode, int composite, int space, byte shade)
    {
        var grey = Pictures.Solid(4, 4, 128, 128, 128);
        IReadOnlyList<(int, byte[])> properties = [(35, XcfBuilder.Number(composite)), (37, XcfBuilder.Number(space))];

        using var file = new XcfBuilder(4, 4).Add(new() { Pixels = grey, Mode = mode, Properties = properties }).Add(new() { Pixels = grey }).ToStream().Open();

        Assert.InRange(file.Render().At(1, 1).R, shade - 1, shade + 1);
    }

    /// <summary>The lower layer covers the left half, the upper one all of it.</summary>
    [Theory]
    [InlineData(1, 255, 255)]
    [InlineData(2, 255, 0)]
    [InlineData(3, 255, 255)]
    [InlineData(4, 255, 0)]
    [InlineData(-2, 255, 0)]
    public void Render_WhenTheCompositeModeSaysWhere_ItIsThere(int composite, byte left, byte right)
    {
        IReadOnlyList<(int, byte[])> properties = [(35, XcfBuilder.Number(composite))];

        using var file = new XcfBuilder(8, 8).Add(new() { Pixels = Pictures.Solid(8, 8, 9, 9, 9), Properties = properties }).Add(new() { Pixels = Pictures.Solid(4, 8, 200, 0, 0) }).ToStream().Open();

        Assert.Equal([left, right], new[] { 1, 6 }.Select(x => file.Render().At(x, 1).A));
    }

    [Fact]
    public void Render_WhenALayerClipsToItself_NothingBesideItStays()
    {
        IReadOnlyList<(int, byte[])> properties = [(35, XcfBuilder.Number(3))];

        using var file = new XcfBuilder(8, 8).Add(new() { Pixels = Pictures.Solid(2, 2, 9, 9, 9), X = 3, Y = 3, Properties = properties }).Add(new() { Pixels = Pictures.Solid(8, 8, 200, 0, 0) }).ToStream().Open();

        Assert.Equal([(byte)0, 255], new[] { 1, 3 }.Select(x => file.Render().At(x, 3).A));
    }

    [Fact]
    public void Render_WhenTheLowestLayerBlends_ItIsDrawnAsNormal()
    {
        using var file = new XcfBuilder(4, 4).Add(new() { Pixels = Pictures.Solid(4, 4, 9, 9, 9), Visible = false }).Add(new() { Pixels = Pictures.Solid(4, 4, 50, 60, 70), Mode = 30 }).ToStream().Open();

        Assert.Equal((50, 60, 70, 255), file.Render().At(1, 1));
        Assert.Equal("multiply", file.Layers[0].BlendName);
    }

    [Fact]
    public void Layers_WhenASelectionFloats_ItStandsAboveWhatItFloatsOn()
    {
        var builder = new XcfBuilder(8, 8)
            .Add(new() { Name = "floating", FloatsOn = 2 }).Add(new() { Name = "group", IsGroup = true }).Add(new() { Name = "inside", Path = [1, 0] }).Add(new() { Name = "paper" });

        using var file = builder.ToStream().Open();

        Assert.Equal(["paper", "inside", "floating", "group"], file.Layers.Select(layer => layer.Name));
        Assert.Equal([null, "4", "4", null], file.Layers.Select(layer => layer.Parent));
    }

    [Fact]
    public void Open_WhenWrappedInGzip_IsRecognisedAndRead()
    {
        var xcf = new XcfBuilder(150, 70).Add(new() { Pixels = Picture });
        var wrapped = xcf.ToGzip();

        using var file = wrapped.Open();

        Assert.Equal(FileFormat.Xcf, FileSignature.Recognise(wrapped.ToArray().AsSpan(0, FileSignature.Length)));
        Assert.Equal(Picture.Pixels, file.Render().Pixels);
    }

    [Theory]
    [InlineData("BZh91AY&SY")]
    [InlineData("\u00FD7zXZ\0\0")]
    public void Open_WhenWhatWrapsItIsDamaged_IsRefused(string head) =>
        Assert.Equal(ProblemCode.Malformed, new MemoryStream(System.Text.Encoding.Latin1.GetBytes(head)).Refusal().Code);

    [Fact]
    public void Metadata_WhenThereAreParasites_SaysWhatTheyHold()
    {
        const string tags = "<?xml version='1.0' encoding='UTF-8'?><metadata><tag name=\"Xmp.xmp.CreateDate\">2024-05-06T07:08:09</tag><tag name=\"Xmp.xmpMM.History[1]/stEvt:action\">saved</tag></metadata>";

        using var file = new XcfBuilder(4, 4) { Properties = [XcfBuilder.Parasite("gimp-comment", "Created with GIMP"), XcfBuilder.Parasite("gimp-image-metadata", tags), (20, XcfBuilder.Number(17)), (19, [0x43, 0x96, 0, 0, 0x43, 0x96, 0, 0])] }.Add(new()).ToStream().Open();

        Assert.Equal(("Created with GIMP", "2024-05-06T07:08:09", "17", "300", "1"), (file.Metadata["comment"], file.Metadata["created"], file.Metadata["itemsEverMade"], file.Metadata["resolution"], file.Metadata["historyEvents"]));
    }
}
