using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using Appeals.Analysis.Pixels;
using Appeals.Analysis.Tests.Reading;

namespace Appeals.Analysis.Tests.Formats;

/// <summary>Writes Procreate documents, right ones and wrong ones. Pictures are given as they are stored: bottom row first, not turned.</summary>
internal sealed class ProcreateBuilder
{
    private readonly List<object?> _objects = ["$null"];
    private readonly List<(string Name, byte[] Bytes)> _entries = [];
    private readonly List<PlistWriter.Uid> _layers = [];
    private readonly int _side;

    public ProcreateBuilder(int width, int height, int side = 32)
    {
        _side = side;
        Document["size"] = Keep($"{{{width.ToString(CultureInfo.InvariantCulture)}, {height.ToString(CultureInfo.InvariantCulture)}}}");
        Document["tileSize"] = side;
        Document["orientation"] = 1;
        Document["backgroundHidden"] = true;
    }

    public Dictionary<string, object?> Document { get; } = new(StringComparer.Ordinal);
    public List<PlistWriter.Uid> Layers => _layers;

    public PlistWriter.Uid Keep(object? value)
    {
        _objects.Add(value);
        return new(_objects.Count - 1);
    }

    public PlistWriter.Uid List(params PlistWriter.Uid[] members) => Keep(Fields(("NS.objects", members)));

    public static Dictionary<string, object?> Fields(params (string Name, object? Value)[] fields) => fields.ToDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal);

    /// <summary>A layer beneath those before it; its UUID is its name.</summary>
    public ProcreateBuilder Layer(string name, RgbaImage? picture, params (string Name, object? Value)[] more)
    {
        _layers.Add(Loose(name, picture, more));
        return this;
    }

    /// <summary>A layer that is in no list yet.</summary>
    public PlistWriter.Uid Loose(string name, RgbaImage? picture, params (string Name, object? Value)[] more)
    {
        if (picture is not null) Tiles(name, picture, ".lz4");
        var fields = Fields(("UUID", Keep(name)), ("name", Keep(name)), ("opacity", 1.0), ("hidden", false), ("blend", 0), ("extendedBlend", 0), ("clipped", false));
        foreach (var (key, value) in more) fields[key] = value;
        return Keep(fields);
    }

    public ProcreateBuilder Tiles(string uuid, RgbaImage picture, string ending)
    {
        for (var row = 0; row * _side < picture.Height; row++)
            for (var column = 0; column * _side < picture.Width; column++)
            {
                var plain = Premultiplied(picture, column * _side, row * _side);
                Entry($"{uuid}/{column}~{row}{ending}", ending == ".lz4" ? Frames(plain) : LzoWriter.Pack(plain));
            }
        return this;
    }

    public ProcreateBuilder Entry(string name, byte[] bytes)
    {
        _entries.RemoveAll(entry => entry.Name == name);
        _entries.Add((name, bytes));
        return this;
    }

    private byte[] Premultiplied(RgbaImage picture, int left, int top)
    {
        var bytes = new List<byte>();
        for (var y = top; y < Math.Min(top + _side, picture.Height); y++)
            for (var x = left; x < Math.Min(left + _side, picture.Width); x++)
            {
                var pixel = picture.Row(y).Slice(x * 4, 4);
                for (var c = 0; c < 3; c++) bytes.Add((byte)((pixel[c] * pixel[3] + 127) / 255));
                bytes.Add(pixel[3]);
            }
        return [.. bytes];
    }

    /// <summary>A plain frame, then a packed one that goes on from it.</summary>
    public static byte[] Frames(byte[] plain)
    {
        var (first, second) = (plain[..(plain.Length / 3)], plain[(plain.Length / 3)..]);
        var packed = Lz4Writer.Pack(second);
        return [.. "bv4-"u8, .. Little(first.Length), .. first, .. "bv41"u8, .. Little(second.Length), .. Little(packed.Length), .. packed, .. "bv4$"u8];
    }

    private static byte[] Little(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }

    public byte[] Plist()
    {
        if (!Document.ContainsKey("layers")) Document["layers"] = List([.. _layers]);
        return PlistWriter.Write(Fields(("$top", Fields(("root", Keep(Document)))), ("$objects", _objects)));
    }

    public byte[] Build(byte[]? plist = null)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, data) in _entries.Append(("Document.archive", plist ?? Plist())))
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                entry.Write(data);
            }
        return bytes.ToArray();
    }

    public MemoryStream ToStream() => new(Build());
}
