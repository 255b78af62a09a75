using Appeals.Analysis.Examining;
using Appeals.Analysis.Formats;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Reading;
using Appeals.Analysis.Tests.Examining;
using Appeals.Analysis.Tests.Formats;

namespace Appeals.Analysis.Tests.Pixels;

public sealed class HalvingTests
{
    private const int Width = 157, Height = 47;
    private static readonly RgbaImage Mixed = Make();

    [Theory]
    [MemberData(nameof(Parts))]
    public void Read_OfAnyPart_IsTheMeanOfFourPixels(int left, int top, int width, int height, bool asPlanes)
    {
        var source = new PixelArea(left, top, width, height);
        using var picture = new PictureRows(Mixed, new(0, 0, Width, Height), source);
        using var rows = new HalvedRows(asPlanes ? new SplitRows(picture, width) : picture, source, new(0, 0, Width, Height));
        var pixels = new byte[rows.Area.Width * rows.Area.Height * 4];
        rows.Read(pixels);

        Assert.Equal(new PixelArea(left / 2, top / 2, ((left + width + 1) / 2) - (left / 2), ((top + height + 1) / 2) - (top / 2)), rows.Area);
        for (var y = 0; y < rows.Area.Height; y++)
            for (var x = 0; x < rows.Area.Width; x++)
            {
                var expected = Mean(source, 2 * (rows.Area.Left + x), 2 * (rows.Area.Top + y));
                for (var c = 0; c < 4; c++) Assert.Equal(expected[c], pixels[(((y * rows.Area.Width) + x) * 4) + c], 0.51);
            }
    }

    public static TheoryData<int, int, int, int, bool> Parts()
    {
        var parts = new TheoryData<int, int, int, int, bool>();
        foreach (var asPlanes in new[] { false, true })
        {
            parts.Add(0, 0, Width, Height, asPlanes);
            parts.Add(3, 5, 140, 31, asPlanes);
            parts.Add(44, 20, 113, 27, asPlanes);
            parts.Add(8, 8, 1, 1, asPlanes);
        }
        return parts;
    }

    /// <summary>Stored as planes, and halved more than once.</summary>
    [Fact]
    public void Read_OfHalvesOfHalves_IsTheSameOfPlanes()
    {
        var canvas = new PixelArea(0, 0, Width, Height);
        byte[] Twice(RowReader rows)
        {
            using var quarter = new HalvedRows(new HalvedRows(rows, canvas, canvas), HalvedRows.Halve(canvas), HalvedRows.Halve(canvas));
            var pixels = new byte[quarter.Area.Width * quarter.Area.Height * 4];
            quarter.Read(pixels);
            return pixels;
        }
        var planes = Twice(new SplitRows(new PictureRows(Mixed, canvas, canvas), Width));
        Assert.All(Twice(new PictureRows(Mixed, canvas, canvas)).Zip(planes), static pair => Assert.InRange(pair.First - pair.Second, -1, 1));
    }

    [Fact]
    public void Read_OfShades_IsTheirMean()
    {
        byte[] shades = [0, 255, 255, 255, 10, 20, 30, 40, 7];
        using var rows = new HalvedRows(new SampleRows(shades, 3, 1, new(0, 0, 3, 3)), new(0, 0, 3, 3), new(0, 0, 3, 3), pixel: 1);
        var halved = new byte[4];
        rows.Read(halved);

        // the last row and column go on beyond the canvas
        Assert.Equal([(0 + 255 + 255 + 10 + 2) / 4, (255 + 255 + 20 + 20 + 2) / 4, (30 + 40 + 30 + 40 + 2) / 4, 7], halved);
    }

    /// <summary>The composite of a halved file beside that of the file, reduced.</summary>
    [Fact]
    public void Render_OfAHalvedFile_LooksLikeTheFile()
    {
        var layers = Samples.All.Select((layer, i) => layer with { Mode = i == 4 ? "svg:multiply" : layer.Mode }).ToArray();
        using var file = LayeredFile.Open(new MemoryStream(Samples.OraWith(layers)), ReadLimits.Default, CancellationToken.None);

        var halved = HalvedFile.Of(file, 160);

        Assert.Equal((160, 120), (halved.Width, halved.Height));
        Assert.All(file.Layers.Zip(halved.Layers), static pair => Assert.Equal((pair.First.Id, pair.First.Opacity, pair.First.BlendMode), (pair.Second.Id, pair.Second.Opacity, pair.Second.BlendMode)));
        var distances = OkLabDistance.Between(Compositor.Render(file, new() { MaxSide = 160 }, CancellationToken.None), Compositor.Render(halved, new(), CancellationToken.None)).Values;
        Assert.InRange(distances.Average(), 0, 0.003);
        Assert.InRange(distances.Count(static d => d > 0.1) / (double)distances.Length, 0, 0.002);
    }

    /// <summary>Photoshop stores planes, which are read in bands: two rows that become one lie in the same band wherever the layer begins.</summary>
    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(1, 1, 1)]
    [InlineData(-7, -3, 1)]
    [InlineData(30, 41, 1)]
    [InlineData(1, 1, 0.5)]
    [InlineData(0, 0, 0.5)]
    public void OpenPixels_OfAHalvedPhotoshopFile_HalvesItsPixels(int left, int top, double kept)
    {
        var noise = Pictures.Noise(701, 433, seed: 5);
        for (var i = 3; i < noise.Pixels.Length; i += 4) noise.Pixels[i] = (byte)(i % 5 == 0 ? 255 : i % 7 * 40);
        var bytes = new PsdBuilder(720, 460).Add(new() { Pixels = noise, Left = left, Top = top }).Build();
        using var file = LayeredFile.Open(new MemoryStream(bytes[..(int)(bytes.Length * kept)]), ReadLimits.Default, CancellationToken.None);
        var area = file.Layers[0].Area.Intersect(file.Canvas);

        var halved = HalvedFile.Of(file, 200);

        var pixels = new byte[halved.Layers[0].Area.Width * halved.Layers[0].Area.Height * 4];
        Assert.True(halved.ReadPixels(halved.Layers[0], halved.Layers[0].Area, pixels, CancellationToken.None));
        var whole = new byte[area.Width * area.Height * 4];
        file.ReadPixels(file.Layers[0], area, whole, CancellationToken.None);
        Assert.Equal(kept < 1, whole.AsSpan(whole.Length - (area.Width * 4)).IndexOfAnyExcept((byte)0) < 0);
        using var once = new HalvedRows(new SampleRows(whole, area.Width, 4, area with { Left = 0, Top = 0 }), area, file.Canvas);
        Assert.Equal(once.Area, halved.Layers[0].Area);
        var expected = new byte[pixels.Length];
        once.Read(expected);
        Assert.All(expected.Zip(pixels), static pair => Assert.InRange(pair.First - pair.Second, -1, 1));
    }

    private static double[] Mean(PixelArea source, int left, int top)
    {
        var sums = new double[4];
        for (var i = 0; i < 4; i++)
        {
            // the canvas ends, and its edge goes on; the source ends, and there is nothing
            var (x, y) = (Math.Min(Width - 1, left + (i % 2)), Math.Min(Height - 1, top + (i / 2)));
            if (!source.Contains(new(x, y, 1, 1))) continue;
            var pixel = Mixed.Row(y).Slice(x * 4, 4);
            for (var c = 0; c < 3; c++) sums[c] += pixel[c] * pixel[3];
            sums[3] += pixel[3];
        }
        return sums[3] == 0 ? sums : [sums[0] / sums[3], sums[1] / sums[3], sums[2] / sums[3], sums[3] / 4];
    }

    /// <summary>Opaque, empty and soft places, so that every way is taken.</summary>
    private static RgbaImage Make()
    {
        var image = Pictures.Noise(Width, Height, seed: 8);
        for (var y = 0; y < Height; y++)
            for (var x = 0; x < Width; x++)
                if (x is > 50 and < 124) image.Row(y)[(x * 4) + 3] = y > 30 ? (byte)0 : image.Row(y)[x * 4];
        return image;
    }

    /// <summary>Rows of RGBA as a file has them that stores planes.</summary>
    private sealed class SplitRows(RowReader rows, int width) : RowReader
    {
        internal override bool HasPlanes => true;

        public override void Read(Span<byte> rows) => throw new NotSupportedException();

        internal override PlaneRow NextPlanes()
        {
            var row = new byte[width * 4];
            rows.Read(row);
            var planes = new byte[row.Length];
            for (var i = 0; i < row.Length; i++) planes[(i % 4 * width) + (i / 4)] = row[i];
            return PlaneRow.Of(planes, width);
        }
    }
}
