using Microsoft.Win32.SafeHandles;

namespace Appeals.Analysis.Pixels;

/// <summary>A libvips image: a recipe that reads its source when pixels are asked for. The source must stay pinned that long.</summary>
internal sealed class VipsImage : SafeHandleZeroOrMinusOneIsInvalid
{
    public VipsImage() : base(ownsHandle: true) { }

    public VipsImage(nint image) : base(ownsHandle: true) => SetHandle(image);

    public int Width => VipsNative.vips_image_get_width(this);
    public int Height => VipsNative.vips_image_get_height(this);
    public int Bands => VipsNative.vips_image_get_bands(this);
    public bool HasAlpha => VipsNative.vips_image_hasalpha(this) != 0;
    /// <summary>The metadata ask for a quarter turn.</summary>
    public bool IsTurned => VipsNative.vips_image_get_orientation_swap(this) != 0;
    /// <summary>The metadata speak of the camera's position, be it the usual one.</summary>
    public bool HasOrientation => VipsNative.vips_image_get_typeof(this, "orientation") != 0;
    public bool HasProfile => VipsNative.vips_image_get_typeof(this, "icc-profile-data") != 0;

    /// <summary>Makes the next image of a chain from this one, which is released.</summary>
    public VipsImage Then(Func<VipsImage, VipsImage> step)
    {
        using (this) return step(this);
    }

    protected override bool ReleaseHandle()
    {
        VipsNative.g_object_unref(handle);
        return true;
    }
}
