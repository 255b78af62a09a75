using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static Appeals.Analysis.Pixels.VipsNative;

namespace Appeals.Analysis.Pixels;

/// <summary>
/// Flat pictures in and out: PNG, JPEG, WebP, AVIF, TIFF and GIF (the first page or frame), by libvips.
/// Whatever the file's colours are, pictures come out as 8-bit sRGB with straight alpha. Bytes come from memory and go to memory;
/// nothing touches the disk. Safe for use by several threads.
/// </summary>
public static unsafe class ImageCodec
{
    private const int UnsignedBytes = 0;

    /// <summary>Bytes of picture memory that the library holds at the moment.</summary>
    public static long NativeBytes => (long)vips_tracked_get_mem();

    /// <summary>Width and height from the header, as the picture is meant to be seen.</summary>
    /// <exception cref="ImageException">No picture that we open, or over <paramref name="limits"/>.</exception>
    public static (int Width, int Height) Measure(ReadOnlySpan<byte> file, ImageLimits limits)
    {
        fixed (byte* data = file)
        {
            using var image = Open(data, file.Length, limits);
            return image.IsTurned ? (image.Height, image.Width) : (image.Width, image.Height);
        }
    }

    /// <summary>The picture at its own size, as stored: a rotation noted in its metadata is not applied.</summary>
    /// <exception cref="ImageException">No picture that we open, damaged, incomplete, or over <paramref name="limits"/>.</exception>
    public static RgbaImage Decode(ReadOnlySpan<byte> file, ImageLimits limits, CancellationToken cancellation = default)
    {
        fixed (byte* data = file)
        {
            using var image = Open(data, file.Length, limits);
            return ToRgba(image, limits, cancellation);
        }
    }

    /// <summary>The same of its first columns alone, for no more memory than these take.</summary>
    /// <exception cref="ImageException">No picture that we open, damaged, incomplete, or over <paramref name="limits"/>.</exception>
    public static RgbaImage DecodeLeft(ReadOnlySpan<byte> file, int columns, ImageLimits limits, CancellationToken cancellation = default)
    {
        fixed (byte* data = file)
        {
            using var image = Open(data, file.Length, limits);
            if (image.Width <= columns) return ToRgba(image, limits, cancellation);
            using var extract = new VipsOperation("extract_area").Set("input", image).Set("left", 0).Set("top", 0).Set("width", columns).Set("height", image.Height);
            using var left = extract.ToImage();
            return ToRgba(left, limits, cancellation);
        }
    }

    /// <summary>The picture at its own size, turned as its metadata say.</summary>
    /// <exception cref="ImageException">No picture that we open, damaged, incomplete, or over <paramref name="limits"/>.</exception>
    public static RgbaImage DecodeUpright(ReadOnlySpan<byte> file, ImageLimits limits, CancellationToken cancellation = default)
    {
        fixed (byte* data = file)
        {
            using var image = Open(data, file.Length, limits);
            if (!image.HasOrientation) return ToRgba(image, limits, cancellation);
            using var whole = Open(data, file.Length, limits, access: "random");
            using var turn = new VipsOperation("autorot").Set("in", whole);
            using var upright = turn.ToImage();
            return ToRgba(upright, limits, cancellation);
        }
    }

    /// <summary>One page of a file that has several, as stored.</summary>
    /// <param name="page">From 0.</param>
    /// <exception cref="ImageException">No such page, damaged, incomplete, or over <paramref name="limits"/>.</exception>
    public static RgbaImage DecodePage(ReadOnlySpan<byte> file, int page, ImageLimits limits, CancellationToken cancellation = default)
    {
        fixed (byte* data = file)
        {
            using var image = Open(data, file.Length, limits, page: page);
            return ToRgba(image, limits, cancellation);
        }
    }

    /// <summary>The picture as it is meant to be seen (rotated if its metadata say so), made smaller if its long side exceeds <paramref name="maxSide"/>.</summary>
    /// <exception cref="ImageException">No picture that we open, damaged, incomplete, or over <paramref name="limits"/>.</exception>
    public static RgbaImage Thumbnail(ReadOnlySpan<byte> file, int maxSide, ImageLimits limits, CancellationToken cancellation = default)
    {
        fixed (byte* data = file)
        {
            using var image = Open(data, file.Length, limits, maxSide);
            return ToRgba(image, limits, cancellation, maxSide);
        }
    }

    /// <summary>The picture at another size, resampled with premultiplied alpha (Lanczos, with the right support when shrinking).</summary>
    public static RgbaImage Resize(RgbaImage image, int width, int height)
    {
        if (image.Width == width && image.Height == height) return image;
        fixed (byte* data = image.Pixels)
        {
            using var source = FromRgba(image, data);
            using var operation = new VipsOperation("thumbnail_image").Set("in", source).Set("width", width).Set("height", height).Set("size", "force");
            using var resized = operation.ToImage();
            return Read(resized);
        }
    }

    /// <summary>The picture, made smaller if its long side exceeds <paramref name="maxSide"/>.</summary>
    public static RgbaImage Fit(RgbaImage image, int maxSide)
    {
        var (width, height) = Resample.FitSize(image.Width, image.Height, maxSide);
        return Resize(image, width, height);
    }

    /// <summary>A PNG without loss.</summary>
    /// <param name="profile">What its samples mean, if they are not sRGB. A profile for grey cannot be put into a picture of colours, and is left out.</param>
    public static byte[] EncodePng(RgbaImage image, ColorProfile? profile = null) => Encode(image, "pngsave_buffer", static o => o.Set("compression", 6), profile is { IsGrey: false } ? profile.Bytes : []);

    /// <summary>A JPEG on white, since JPEG knows no transparency.</summary>
    /// <param name="quality">1..100.</param>
    public static byte[] EncodeJpeg(RgbaImage image, int quality) =>
        Encode(image, "jpegsave_buffer", o => o.Set("Q", quality).Set("background", "255 255 255"));

    /// <summary>A WebP with transparency.</summary>
    /// <param name="quality">1..100.</param>
    public static byte[] EncodeWebP(RgbaImage image, int quality) => Encode(image, "webpsave_buffer", o => o.Set("Q", quality).Set("effort", 1));

    private static byte[] Encode(RgbaImage image, string saver, Func<VipsOperation, VipsOperation> configure, ReadOnlySpan<byte> profile = default)
    {
        fixed (byte* data = image.Pixels, icc = profile)
        {
            using var source = FromRgba(image, data);
            if (!profile.IsEmpty) vips_image_set_blob_copy(source, "icc-profile-data", icc, (nuint)profile.Length);
            using var operation = new VipsOperation(saver);
            return configure(operation.Set("in", source)).ToBytes();
        }
    }

    /// <summary>Reads the header only and checks it.</summary>
    /// <param name="maxSide">If all that is wanted is a small picture, a JPEG is decoded at a half, quarter or eighth.</param>
    /// <param name="page">Of formats that have pages; 0 for the first or only one.</param>
    private static VipsImage Open(byte* data, int length, ImageLimits limits, int? maxSide = null, string access = "sequential", int page = 0)
    {
        if (length == 0) throw ImageException.Empty();
        var loader = VipsOperation.FindLoader(data, length) ?? throw ImageException.Unsupported();
        try
        {
            using var load = Load(loader, data, length, access);
            if (page > 0) load.Set("page", page);
            var image = load.ToImage();
            var (width, height) = (image.Width, image.Height);
            var small = width <= limits.MaxSide && height <= limits.MaxSide && (long)width * height <= limits.MaxPixels;
            // a sixteenth-fold picture still has twice the samples that its thumbnail needs
            var shrink = maxSide is { } side && loader == "jpegload_buffer" ? Math.Min(8, (int)BitOperations.RoundUpToPowerOf2((uint)(Math.Max(width, height) / (2 * side) + 1)) / 2) : 1;
            if (small && shrink <= 1) return image;
            image.Dispose();
            if (!small) throw ImageException.TooLarge(width, height);
            using var reduced = Load(loader, data, length).Set("shrink", shrink);
            return reduced.ToImage();
        }
        catch (VipsException e)
        {
            throw ImageException.Malformed(e);
        }
    }

    private static VipsOperation Load(string loader, byte* data, int length, string access = "sequential") =>
        new VipsOperation(loader).Set("buffer", data, length).Set("access", access).Set("fail-on", "truncated");

    private static RgbaImage ToRgba(VipsImage source, ImageLimits limits, CancellationToken cancellation, int? maxSide = null)
    {
        var deadline = new Deadline(Stopwatch.StartNew(), limits.MaxTime, cancellation);
        var handle = GCHandle.Alloc(deadline);
        try
        {
            using var rgba = (maxSide is { } side ? Reduce(source, side) : ToSrgb(source)).Then(AddAlpha).Then(static i => Apply("cast", i, "format", "uchar"));
            // samples that are no colours, or more of them than a colour has
            if (rgba.Bands != 4) throw ImageException.Unsupported();
            vips_image_set_progress(rgba, 1);
            _ = g_signal_connect_data(rgba, "eval", &OnProgress, GCHandle.ToIntPtr(handle), 0, 0);
            return Read(rgba);
        }
        catch (VipsException e)
        {
            cancellation.ThrowIfCancellationRequested();
            throw deadline.HasPassed ? ImageException.OutOfTime() : ImageException.Malformed(e);
        }
        finally
        {
            handle.Free();
        }
    }

    /// <summary>Rotates as the metadata say, goes to sRGB and shrinks.</summary>
    private static VipsImage Reduce(VipsImage image, int maxSide)
    {
        using var operation = new VipsOperation("thumbnail_image").Set("in", image).Set("width", maxSide).Set("height", maxSide).Set("size", "down");
        // without a profile the way through the library's own colour space would change nothing
        if (image.HasProfile) operation.Set("export-profile", "srgb");
        return operation.ToImage().Then(ToSrgb);
    }

    /// <summary>By the embedded profile; by the colour mode alone if there is none, or one that does not fit the picture.</summary>
    private static VipsImage ToSrgb(VipsImage image)
    {
        if (image.HasProfile)
        {
            try
            {
                using var operation = new VipsOperation("icc_transform").Set("in", image).Set("output-profile", "srgb").Set("embedded", "true").Set("depth", 8);
                return operation.ToImage();
            }
            catch (VipsException)
            {
                // below
            }
        }
        return Apply("colourspace", image, "space", "srgb");
    }

    private static VipsImage AddAlpha(VipsImage image)
    {
        if (!image.HasAlpha) return Apply("bandjoin_const", image, "c", "255");
        using var operation = new VipsOperation("extract_band").Set("in", image).Set("band", 0).Set("n", 4);
        return operation.ToImage();
    }

    private static VipsImage Apply(string name, VipsImage image, string argument, string value)
    {
        using var operation = new VipsOperation(name).Set("in", image).Set(argument, value);
        return operation.ToImage();
    }

    private static VipsImage FromRgba(RgbaImage image, byte* data)
    {
        using var plain = vips_image_new_from_memory(data, (nuint)image.Pixels.Length, image.Width, image.Height, 4, UnsignedBytes);
        return Apply("copy", plain, "interpretation", "srgb");
    }

    private static RgbaImage Read(VipsImage image)
    {
        vips_error_clear();
        var memory = vips_image_write_to_memory(image, out var size);
        if (memory == 0) throw new VipsException("decode", TakeError());
        try
        {
            var pixels = GC.AllocateUninitializedArray<byte>(checked((int)size));
            new ReadOnlySpan<byte>((void*)memory, pixels.Length).CopyTo(pixels);
            return new RgbaImage(image.Width, image.Height, pixels);
        }
        finally
        {
            g_free(memory);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnProgress(nint image, nint progress, nint deadline)
    {
        if (((Deadline)GCHandle.FromIntPtr(deadline).Target!).MustStop) vips_image_set_kill(image, 1);
    }

    private sealed record Deadline(Stopwatch Watch, TimeSpan Limit, CancellationToken Cancellation)
    {
        public bool HasPassed => Watch.Elapsed > Limit;
        public bool MustStop => HasPassed || Cancellation.IsCancellationRequested;
    }
}
