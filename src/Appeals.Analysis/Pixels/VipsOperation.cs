using System.Globalization;
using System.Runtime.InteropServices;
using static Appeals.Analysis.Pixels.VipsNative;

namespace Appeals.Analysis.Pixels;

/// <summary>One call of a libvips operation by its name: set the arguments, then take the result once.</summary>
internal sealed unsafe class VipsOperation : IDisposable
{
    private readonly string _name;
    private nint _operation;
    private bool _built;

    /// <exception cref="VipsException">The library has no such operation, or it is blocked.</exception>
    public VipsOperation(string name)
    {
        vips_error_clear();
        _name = name;
        _operation = vips_operation_new(name);
        if (_operation == 0) throw new VipsException(name, TakeError());
    }

    public VipsOperation Set(string argument, string value)
    {
        if (vips_object_set_argument_from_string(_operation, argument, value) != 0) throw new VipsException(_name, TakeError());
        return this;
    }

    public VipsOperation Set(string argument, int value) => Set(argument, value.ToString(CultureInfo.InvariantCulture));

    public VipsOperation Set(string argument, VipsImage image)
    {
        Value value = default;
        g_value_init(&value, vips_image_get_type());
        g_value_set_object(&value, image);
        g_object_set_property(_operation, argument, &value);
        g_value_unset(&value);
        return this;
    }

    /// <summary>Passes bytes without copying them: keep them pinned until the result has been used up.</summary>
    public VipsOperation Set(string argument, byte* data, int length)
    {
        var blob = vips_blob_new(0, data, (nuint)length);
        Value value = default;
        g_value_init(&value, vips_blob_get_type());
        g_value_set_boxed(&value, blob);
        g_object_set_property(_operation, argument, &value);
        g_value_unset(&value);
        vips_area_unref(blob);
        return this;
    }

    /// <summary>Builds the operation and returns its image; its pixels are still to be made.</summary>
    public VipsImage ToImage()
    {
        Build();
        Value value = default;
        g_value_init(&value, vips_image_get_type());
        g_object_get_property(_operation, "out", &value);
        var image = new VipsImage(g_object_ref(g_value_get_object(&value)));
        g_value_unset(&value);
        return image;
    }

    /// <summary>Builds the operation and returns the bytes it wrote.</summary>
    public byte[] ToBytes()
    {
        Build();
        Value value = default;
        g_value_init(&value, vips_blob_get_type());
        g_object_get_property(_operation, "buffer", &value);
        var blob = g_value_dup_boxed(&value);
        g_value_unset(&value);
        try
        {
            var data = vips_blob_get(blob, out var size);
            return new ReadOnlySpan<byte>((void*)data, checked((int)size)).ToArray();
        }
        finally
        {
            vips_area_unref(blob);
        }
    }

    private void Build()
    {
        _built = true;
        var built = vips_cache_operation_build(_operation);
        if (built == 0) throw new VipsException(_name, TakeError());
        g_object_unref(_operation);
        _operation = built;
    }

    public void Dispose()
    {
        if (_operation == 0) return;
        if (_built) vips_object_unref_outputs(_operation);
        g_object_unref(_operation);
        _operation = 0;
    }

    /// <summary>The loader that recognises these bytes, e.g. <c>pngload_buffer</c>; null if none does. Signatures only.</summary>
    public static string? FindLoader(byte* data, int length)
    {
        vips_error_clear();
        var type = vips_foreign_find_load_buffer(data, (nuint)length);
        return type == 0 ? null : Marshal.PtrToStringUTF8(vips_nickname_find(g_type_from_name(type)));
    }
}

/// <summary>What libvips said when it refused.</summary>
internal sealed class VipsException(string operation, string message) : Exception($"{operation}: {message}");
