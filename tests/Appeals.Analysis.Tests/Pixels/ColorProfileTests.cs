using Appeals.Analysis.Formats;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Tests.Formats;

namespace Appeals.Analysis.Tests.Pixels;

public sealed class ColorProfileTests
{
    [Fact]
    public void Render_WhenTheDocumentHasAWiderSpace_GoesToSrgb()
    {
        using var file = Document(IccWriter.DisplayP3);

        // by the matrices of both spaces: P3 (200, 100, 100)
        var (r, g, b, a) = file.Render().At(1, 1);

        Assert.InRange(r, 210, 216);
        Assert.InRange(g, 93, 98);
        Assert.InRange(b, 95, 100);
        Assert.Equal(255, a);
    }

    [Fact]
    public void Render_OfAHalvedDocument_GoesToSrgbToo()
    {
        using var file = Document(IccWriter.DisplayP3);

        Assert.Equal(file.Render().At(1, 1), HalvedFile.Of(file, 2).Render().At(0, 0));
    }

    [Fact]
    public void Render_WhenToldToKeepTheProfile_LeavesSamplesAndWritesItBeside()
    {
        using var file = Document(IccWriter.DisplayP3);
        var kept = Compositor.Render(file, new() { KeepsProfile = true }, CancellationToken.None);
        var png = ImageCodec.EncodePng(kept, file.Profile);

        Assert.Equal((200, 100, 100, 255), kept.At(1, 1));
        Assert.True(png.AsSpan().IndexOf("iCCP"u8) > 0);
        Assert.Equal(file.Render().At(1, 1), ImageCodec.Decode(png, new()).At(1, 1));
    }

    [Fact]
    public void Profile_WhenItIsThatOfSrgb_IsNone()
    {
        using var file = Document(IccWriter.Srgb);

        Assert.Null(file.Profile);
        Assert.Equal((200, 100, 100, 255), file.Render().At(1, 1));
    }

    [Theory]
    [InlineData(40)]
    [InlineData(130)]
    [InlineData(300)]
    public void Profile_WhenItIsDamaged_IsNone(int length)
    {
        using var file = Document(IccWriter.DisplayP3[..length]);

        Assert.Null(file.Profile);
        Assert.Equal((200, 100, 100, 255), file.Render().At(1, 1));
    }

    [Fact]
    public void Render_WhenTheDocumentIsGrey_TakesTheShadesOfItsProfile()
    {
        using var file = new PsdBuilder(4, 4) { Grey = true, Resources = [(1039, IccWriter.GreyOfGamma(1))] }.Add(new() { Pixels = Pictures.Solid(4, 4, 55, 55, 55) }).ToStream().Open();

        // 55 / 255 of the light
        Assert.InRange(file.Render().At(1, 1).R, 127, 130);
    }

    private static LayeredFile Document(byte[] profile) => new PsdBuilder(4, 4) { Resources = [(1039, profile)] }.Add(new() { Pixels = Pictures.Solid(4, 4, 200, 100, 100) }).ToStream().Open();
}

/// <summary>Small ICC profiles of version 4 for displays.</summary>
internal static class IccWriter
{
    public static byte[] DisplayP3 { get; } = Rgb([0.51512, 0.24120, -0.00105], [0.29198, 0.69225, 0.04189], [0.15710, 0.06657, 0.78407]);
    public static byte[] Srgb { get; } = Rgb([0.43607, 0.22249, 0.01392], [0.38515, 0.71687, 0.09708], [0.14307, 0.06061, 0.71410]);

    public static byte[] GreyOfGamma(double gamma) => Write("GRAY", ("wtpt", Xyz([0.9642, 1, 0.8249])), ("kTRC", Parametric(0, gamma)));

    private static byte[] Rgb(double[] red, double[] green, double[] blue)
    {
        var curve = Parametric(3, 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045);
        return Write("RGB ", ("wtpt", Xyz([0.9642, 1, 0.8249])), ("rXYZ", Xyz(red)), ("gXYZ", Xyz(green)), ("bXYZ", Xyz(blue)), ("rTRC", curve), ("gTRC", curve), ("bTRC", curve));
    }

    private static byte[] Xyz(double[] values) => Numbers(new BigEndianWriter().Text("XYZ ").U32(0), values);

    private static byte[] Parametric(int kind, params double[] values) => Numbers(new BigEndianWriter().Text("para").U32(0).U16(kind).U16(0), values);

    private static byte[] Numbers(BigEndianWriter writer, double[] values)
    {
        foreach (var value in values) writer.U32((long)Math.Round(value * 65536));
        return writer.ToArray();
    }

    private static byte[] Write(string space, params (string Key, byte[] Data)[] tags)
    {
        var offset = 128 + 4 + tags.Length * 12;
        var table = new BigEndianWriter().U32(tags.Length);
        var data = new BigEndianWriter();
        foreach (var (key, bytes) in tags)
        {
            table.Text(key).U32(offset).U32(bytes.Length);
            data.Raw(bytes);
            offset += bytes.Length;
        }
        return new BigEndianWriter().U32(offset).U32(0).U32(0x04000000).Text("mntr").Text(space).Text("XYZ ").Raw(new byte[12]).Text("acsp").Raw(new byte[28])
            .U32(0xF6D6).U32(0x10000).U32(0xD32D).Raw(new byte[48]).Raw(table.ToArray()).Raw(data.ToArray()).ToArray();
    }
}
