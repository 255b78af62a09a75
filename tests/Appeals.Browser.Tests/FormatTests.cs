using Appeals.Testing;
using static Microsoft.Playwright.Assertions;

namespace Appeals.Browser.Tests;

/// <summary>What a creator is told of each kind of file as soon as it is uploaded: its format, its layers, a picture of it.</summary>
[Collection(nameof(OneServer))]
public sealed class FormatTests(OneServer stage)
{
    private static readonly string Made = Path.Combine(Repository.Root, "tests", "Appeals.Analysis.Tests", "Corpus", "made");
    private static readonly string Foreign = Path.Combine(Repository.Root, "..", "shared", "corpus", "dev");

    private static readonly (string Folder, string File, string Says)[] Files =
    [
        (Made, "agpsd-rgb8.psd", "Photoshop document, 9 layers"),
        (Made, "agpsd-rgb8.psb", "Large Photoshop document, 9 layers"),
        (Made, "krita-rgb8.kra", "Krita document, 9 layers"),
        (Made, "krita-rgb8.ora", "OpenRaster document, 9 layers"),
        (Made, "gimp-rgb8-modern.xcf", "GIMP document, 9 layers"),
        (Made, "multipage-layers.tif", "TIFF picture, 4 layers"),
        (Foreign, "clip/dr-mask__test.clip", "Clip Studio document, 22 layers"),
        (Foreign, "procreate/www.jhu-oose.com__junit.procreate", "Procreate document, 3 layers"),
    ];

    [Fact]
    public async Task Files_OfEveryFormat_AreNamedCountedAndShown()
    {
        // those of other people are there or not
        var files = Files.Where(file => file.Folder == Made || File.Exists(Path.Combine(file.Folder, file.File))).ToList();
        var creator = await stage.SitDownAsync("en", People.Lin);
        await stage.Platform.LabelAsync("formats");
        await creator.ConfirmAndContestAsync("formats", "WhollyHuman");

        await creator.SetInputFilesAsync("[data-choose]", files.Select(file => Path.Combine(file.Folder, file.File)));

        foreach (var (_, file, says) in files)
        {
            var row = creator.Locator(".upload").Filter(new() { HasText = Path.GetFileName(file) });
            await Expect(row).ToHaveAttributeAsync("data-state", "done", new() { Timeout = 120_000 });
            await Expect(row.Locator(".state")).ToContainTextAsync(says);
            await Expect(row.Locator("[data-thumb] img")).ToHaveJSPropertyAsync("complete", true);
            Assert.True(await row.Locator("[data-thumb] img").EvaluateAsync<int>("picture => picture.naturalWidth") > 1, $"{file} is not shown.");
        }
        if (Appearance.Screenshots is { } folder) await creator.ScreenshotAsync(new() { Path = Path.Combine(folder, "formats.png"), FullPage = true });
        await creator.Context.CloseAsync();
    }
}
