using System.Runtime.Intrinsics;
using static Appeals.Analysis.Pixels.VipsNative;

namespace Appeals.Analysis.Pixels;

/// <summary>
/// An ICC profile for four inks, measured once at 17⁴ places by the colour engine of libvips (relative colorimetric, black point kept);
/// between them colours are interpolated, which costs little and needs no library.
/// </summary>
internal sealed unsafe class CmykProfile
{
    private const int Nodes = 17, UnsignedBytes = 0;
    private readonly Vector128<float>[] _grid;
    private readonly int[] _cell = new int[256];
    private readonly float[] _share = new float[256];

    private CmykProfile(byte[] rgb)
    {
        _grid = new Vector128<float>[rgb.Length / 3];
        for (var i = 0; i < _grid.Length; i++) _grid[i] = Vector128.Create(rgb[i * 3], rgb[i * 3 + 1], rgb[i * 3 + 2], 0f);
        for (var i = 0; i < 256; i++)
        {
            var place = i * (Nodes - 1) / 255f;
            _cell[i] = Math.Min((int)place, Nodes - 2);
            _share[i] = place - _cell[i];
        }
    }

    /// <param name="profile">Null, or one that is not for CMYK or broken, stands for the usual inks that libvips brings along.</param>
    public static CmykProfile Read(byte[]? profile)
    {
        var inks = new byte[Nodes * Nodes * Nodes * Nodes * 4];
        for (var i = 0; i < inks.Length / 4; i++)
            for (int k = 0, n = i; k < 4; k++, n /= Nodes) inks[i * 4 + 3 - k] = (byte)Math.Round(n % Nodes * 255.0 / (Nodes - 1));
        try
        {
            return new(Measure(profile is { Length: >= 128 } && profile.AsSpan(16, 4).SequenceEqual("CMYK"u8) ? profile : [], inks));
        }
        catch (VipsException)
        {
            return new(Measure([], inks));
        }
    }

    /// <summary>Fills red, green and blue of a row of RGBA from rows of inks of which 255 is none.</summary>
    public void ToRgb(ReadOnlySpan<byte> c, ReadOnlySpan<byte> m, ReadOnlySpan<byte> y, ReadOnlySpan<byte> k, Span<byte> row)
    {
        var last = 0u;
        for (int x = 0, p = 0; x < c.Length; x++, p += 4)
        {
            var inks = ~((uint)c[x] << 24 | (uint)m[x] << 16 | (uint)y[x] << 8 | k[x]);
            // neighbours are often alike
            if (inks == last && x > 0) row.Slice(p - 4, 3).CopyTo(row[p..]);
            else
            {
                var color = At((byte)(inks >> 24), (byte)(inks >> 16 & 255), (byte)(inks >> 8 & 255), (byte)(inks & 255));
                (row[p], row[p + 1], row[p + 2]) = ((byte)color.GetElement(0), (byte)color.GetElement(1), (byte)color.GetElement(2));
            }
            last = inks;
        }
    }

    private Vector128<float> At(byte c, byte m, byte y, byte k)
    {
        var at = ((_cell[c] * Nodes + _cell[m]) * Nodes + _cell[y]) * Nodes + _cell[k];
        var solid = Cube(at, m, y, k);
        return solid + (Cube(at + Nodes * Nodes * Nodes, m, y, k) - solid) * _share[c] + Vector128.Create(0.5f);
    }

    private Vector128<float> Cube(int at, byte m, byte y, byte k)
    {
        var square = Square(at, y, k);
        return square + (Square(at + Nodes * Nodes, y, k) - square) * _share[m];
    }

    private Vector128<float> Square(int at, byte y, byte k)
    {
        Vector128<float> near = Edge(at, k), far = Edge(at + Nodes, k);
        return near + (far - near) * _share[y];
    }

    private Vector128<float> Edge(int at, byte k) => _grid[at] + (_grid[at + 1] - _grid[at]) * _share[k];

    private static byte[] Measure(byte[] profile, byte[] inks)
    {
        fixed (byte* data = inks, icc = profile)
        {
            using var plain = vips_image_new_from_memory(data, (nuint)inks.Length, Nodes * Nodes, Nodes * Nodes, 4, UnsignedBytes);
            using var copy = new VipsOperation("copy").Set("in", plain).Set("interpretation", "cmyk");
            using var image = copy.ToImage();
            if (profile.Length > 0) vips_image_set_blob_copy(image, "icc-profile-data", icc, (nuint)profile.Length);
            using var transform = new VipsOperation("icc_transform").Set("in", image).Set("output-profile", "srgb").Set("embedded", "true").Set("input-profile", "cmyk")
                .Set("intent", "relative").Set("black-point-compensation", "true").Set("depth", 8);
            using var rgb = transform.ToImage();
            var memory = vips_image_write_to_memory(rgb, out var size);
            if (memory == 0) throw new VipsException("icc_transform", TakeError());
            try
            {
                return new ReadOnlySpan<byte>((void*)memory, (int)size).ToArray();
            }
            finally
            {
                g_free(memory);
            }
        }
    }
}
