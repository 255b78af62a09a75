using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Appeals.Analysis.Pixels;

/// <summary>
/// The few functions of libvips' C API that we use. One library holds vips, gobject and glib. Variadic functions are left alone:
/// calling them is undefined on some systems; the operation interface does everything without.
/// The first use loads the library, which costs tens of milliseconds.
/// </summary>
internal static unsafe partial class VipsNative
{
    private const string Library = "vips";
    private const int AllLogLevels = -1;

    /// <summary>Loaders for the six picture formats that we open. Every other one is blocked.</summary>
    private static readonly string[] AllowedLoaders =
        ["VipsForeignLoadPng", "VipsForeignLoadJpeg", "VipsForeignLoadWebp", "VipsForeignLoadHeif", "VipsForeignLoadTiff", "VipsForeignLoadNsgif"];

    static VipsNative()
    {
        NativeLibrary.SetDllImportResolver(typeof(VipsNative).Assembly, Resolve);
        if (vips_init("appeals") != 0) throw new InvalidOperationException($"libvips did not start: {TakeError()}");
        // else warnings about strange files go to standard error
        _ = g_log_set_handler("VIPS", AllLogLevels, &IgnoreLog, 0);
        vips_operation_block_set("VipsForeignLoad", 1);
        foreach (var loader in AllowedLoaders) vips_operation_block_set(loader, 0);
        vips_block_untrusted_set(1);
        // the operation cache would keep pictures alive, and pointers into buffers that are no longer pinned
        vips_cache_set_max(0);
        vips_concurrency_set(1);
    }

    /// <summary>The text of the last error, which is cleared. The buffer is global: clear it before an operation too.</summary>
    public static string TakeError()
    {
        var text = vips_error_buffer_copy();
        try
        {
            return (Marshal.PtrToStringUTF8(text) ?? "").Trim();
        }
        finally
        {
            g_free(text);
        }
    }

    /// <summary><c>vips/</c> beside the program, then a path in <c>VIPS_LIBRARY</c>, then the system's own.</summary>
    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Library) return 0;
        var beside = Path.Combine(AppContext.BaseDirectory, "vips");
        IEnumerable<string> candidates =
        [
            .. Directory.Exists(beside) ? Directory.EnumerateFiles(beside) : [],
            Environment.GetEnvironmentVariable("VIPS_LIBRARY") ?? "",
            "libvips.so.42", "libvips.42.dylib", "libvips-42.dll",
        ];
        foreach (var candidate in candidates)
            if (candidate.Length > 0 && NativeLibrary.TryLoad(candidate, out var handle)) return handle;
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void IgnoreLog(nint domain, int level, nint message, nint data) { }

    /// <summary>A GValue: its type and two words.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Value
    {
        public nuint Type;
        public long First;
        public long Second;
    }

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] private static partial int vips_init(string program);
    [LibraryImport(Library)] private static partial nint vips_error_buffer_copy();
    [LibraryImport(Library)] public static partial void vips_error_clear();
    [LibraryImport(Library)] private static partial void vips_block_untrusted_set(int state);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] private static partial void vips_operation_block_set(string name, int state);
    [LibraryImport(Library)] private static partial void vips_cache_set_max(int max);
    [LibraryImport(Library)] private static partial void vips_concurrency_set(int threads);
    [LibraryImport(Library)] public static partial nuint vips_tracked_get_mem();
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial uint g_log_set_handler(string domain, int levels, delegate* unmanaged[Cdecl]<nint, int, nint, nint, void> handler, nint data);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] public static partial nint vips_operation_new(string name);
    [LibraryImport(Library)] public static partial nint vips_cache_operation_build(nint operation);
    [LibraryImport(Library)] public static partial void vips_object_unref_outputs(nint operation);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] public static partial int vips_object_set_argument_from_string(nint operation, string name, string value);
    [LibraryImport(Library)] public static partial nint vips_foreign_find_load_buffer(byte* data, nuint size);
    [LibraryImport(Library)] public static partial nint vips_nickname_find(nuint type);
    [LibraryImport(Library)] public static partial nuint g_type_from_name(nint name);

    [LibraryImport(Library)] public static partial int vips_image_get_width(VipsImage image);
    [LibraryImport(Library)] public static partial int vips_image_get_height(VipsImage image);
    [LibraryImport(Library)] public static partial int vips_image_get_bands(VipsImage image);
    [LibraryImport(Library)] public static partial int vips_image_hasalpha(VipsImage image);
    [LibraryImport(Library)] public static partial int vips_image_get_orientation_swap(VipsImage image);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] public static partial nuint vips_image_get_typeof(VipsImage image, string name);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] public static partial void vips_image_set_blob_copy(VipsImage image, string name, byte* data, nuint size);
    [LibraryImport(Library)] public static partial nint vips_image_write_to_memory(VipsImage image, out nuint size);
    [LibraryImport(Library)] public static partial VipsImage vips_image_new_from_memory(byte* data, nuint size, int width, int height, int bands, int format);
    [LibraryImport(Library)] public static partial void vips_image_set_progress(VipsImage image, int on);
    [LibraryImport(Library)] public static partial void vips_image_set_kill(nint image, int on);

    [LibraryImport(Library)] public static partial nuint vips_image_get_type();
    [LibraryImport(Library)] public static partial nuint vips_blob_get_type();
    [LibraryImport(Library)] public static partial nint vips_blob_new(nint free, byte* data, nuint size);
    [LibraryImport(Library)] public static partial nint vips_blob_get(nint blob, out nuint size);
    [LibraryImport(Library)] public static partial void vips_area_unref(nint area);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nuint g_signal_connect_data(VipsImage image, string signal, delegate* unmanaged[Cdecl]<nint, nint, nint, void> handler, nint data, nint destroy, int flags);
    [LibraryImport(Library)] public static partial Value* g_value_init(Value* value, nuint type);
    [LibraryImport(Library)] public static partial void g_value_unset(Value* value);
    [LibraryImport(Library)] public static partial void g_value_set_object(Value* value, VipsImage image);
    [LibraryImport(Library)] public static partial void g_value_set_boxed(Value* value, nint boxed);
    [LibraryImport(Library)] public static partial nint g_value_get_object(Value* value);
    [LibraryImport(Library)] public static partial nint g_value_dup_boxed(Value* value);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] public static partial void g_object_set_property(nint target, string name, Value* value);
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)] public static partial void g_object_get_property(nint target, string name, Value* value);
    [LibraryImport(Library)] public static partial nint g_object_ref(nint target);
    [LibraryImport(Library)] public static partial void g_object_unref(nint target);
    [LibraryImport(Library)] public static partial void g_free(nint memory);
}
