using Appeals.Analysis.Pixels;

namespace Appeals.Analysis.Tests.Pixels;

/// <summary>The library's memory is counted for the whole process: nothing else may decode meanwhile.</summary>
[CollectionDefinition(nameof(ImageCodecMemoryTests), DisableParallelization = true)]
[Collection(nameof(ImageCodecMemoryTests))]
public sealed class ImageCodecMemoryTests
{
    private static readonly ImageLimits Limits = new();
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public void Decode_WhenRepeatedOnGoodAndBadFiles_HoldsNoMemory()
    {
        var good = ImageCodec.EncodePng(Pictures.Noise(300, 300, seed: 5));
        var bad = good[..(good.Length / 3)];
        for (var i = 0; i < 100; i++)
        {
            ImageCodec.Thumbnail(good, 32, Limits);
            Assert.Throws<ImageException>(() => ImageCodec.Decode(bad, Limits));
        }

        // threads of the library that read ahead when a file proved bad put their rows away in their own time
        Assert.True(SpinWait.SpinUntil(static () => ImageCodec.NativeBytes == 0, Patience), $"{ImageCodec.NativeBytes} bytes are held.");
    }
}
