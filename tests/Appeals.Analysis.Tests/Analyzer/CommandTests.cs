using System.Text.Json;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Tests.Formats;
using Appeals.Analysis.Tests.Pixels;

namespace Appeals.Analysis.Tests.Analyzer;

public sealed class CommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("appeals-commands-");

    [Fact]
    public async Task Inspect_WhenALayeredFile_PrintsItsStructure()
    {
        var psd = new PsdBuilder(8, 6).Add(new() { Name = "背景\u202E\uD800", Pixels = Pictures.Solid(8, 6, 9, 9, 9) })
            .Group(new() { Name = "group", Blend = "pass" }, new PsdLayerSpec { Name = "dodge", Blend = "lddg", Opacity = 51, Pixels = Pictures.Solid(2, 2, 1, 1, 1), Left = -1, Top = 3, Clipped = true, Hidden = true });

        var (code, output, errors) = await AnalyzerProcess.RunAsync("inspect", Save("a.psd", psd.Build()));

        using var json = JsonDocument.Parse(output);
        var root = json.RootElement;
        var layers = root.GetProperty("layers").EnumerateArray().ToList();
        Assert.Equal((0, ""), (code, errors));
        Assert.Equal(["format", "application", "width", "height", "depth", "colorMode", "layers", "metadata", "problems"], root.EnumerateObject().Select(property => property.Name));
        Assert.Equal(("psd", 8, 6, 8, "rgb"), (root.GetProperty("format").GetString(), root.GetProperty("width").GetInt32(), root.GetProperty("height").GetInt32(), root.GetProperty("depth").GetInt32(), root.GetProperty("colorMode").GetString()));
        Assert.Equal(["id", "parent", "kind", "name", "left", "top", "width", "height", "opacity", "blendMode", "visible", "clipped"], layers[0].EnumerateObject().Select(property => property.Name));
        Assert.Equal(["背景\uFFFD", "dodge", "group"], layers.Select(layer => layer.GetProperty("name").GetString()));
        Assert.Equal("""{"id":"2","parent":"3","kind":"pixel","name":"dodge","left":-1,"top":3,"width":2,"height":2,"opacity":0.2,"blendMode":"psd:linear-dodge","visible":false,"clipped":true}""", JsonSerializer.Serialize(layers[1]));
        Assert.Equal(JsonValueKind.Null, layers[2].GetProperty("parent").ValueKind);
    }

    [Fact]
    public async Task Render_WhenALayerIsNamed_DrawsItAloneAndSmall()
    {
        var ora = new OraBuilder().Stack(40, 20, "<layer name='top' src='a.png' x='20'/><layer src='b.png'/>").Picture("a.png", Pictures.Solid(20, 20, 255, 0, 0)).Picture("b.png", Pictures.Solid(40, 20, 0, 0, 255));
        var target = Path.Combine(_folder.FullName, "out.png");

        var (code, output, errors) = await AnalyzerProcess.RunAsync("render", Save("a.ora", ora.ToStream().ToArray()), "--out", target, "--max", "10", "--only", "2");

        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("\"width\": 10", output, StringComparison.Ordinal);
        var picture = ImageCodec.Decode(await File.ReadAllBytesAsync(target), new ImageLimits());
        Assert.Equal((10, 5), (picture.Width, picture.Height));
        Assert.Equal((0, (255, 0, 0, 255)), (picture.At(0, 0).A, ((int, int, int, int))picture.At(9, 4)));
    }

    [Theory]
    [InlineData("unsupported", "just words")]
    [InlineData("empty", "")]
    [InlineData("truncated", "8BPS\0\u0001\0\0\0")]
    [InlineData("malformed", "PK\u0003\u0004\0\0")]
    public async Task Inspect_WhenTheFileIsRefused_SaysWhyOnBothOutputs(string problem, string content)
    {
        var (code, output, errors) = await AnalyzerProcess.RunAsync("inspect", Save("a.psd", System.Text.Encoding.Latin1.GetBytes(content)));

        using var json = JsonDocument.Parse(output);
        Assert.Equal(3, code);
        Assert.Equal(problem, json.RootElement.GetProperty("code").GetString());
        Assert.StartsWith($"{problem}: {json.RootElement.GetProperty("message").GetString()}", errors, StringComparison.Ordinal);
        Assert.NotEmpty(json.RootElement.GetProperty("messageZh").GetString()!);
        Assert.Single(errors.Trim().Split('\n'));
    }

    [Theory]
    [InlineData("inspect")]
    [InlineData("inspect", "/there/is/no/such/file.psd")]
    [InlineData("render", "a.psd")]
    [InlineData("paint")]
    public async Task Run_WhenUsedWrongly_SaysHow(params string[] arguments)
    {
        var (code, _, errors) = await AnalyzerProcess.RunAsync(arguments);

        Assert.Equal(2, code);
        Assert.NotEmpty(errors);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Save(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
