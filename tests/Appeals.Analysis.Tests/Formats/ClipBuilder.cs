using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using Appeals.Analysis.Pixels;
using SQLitePCL;

namespace Appeals.Analysis.Tests.Formats;

/// <summary>Writes Clip Studio documents, right ones and wrong ones. Layers are rows of SQL; 1 is the outermost folder.</summary>
internal sealed class ClipBuilder
{
    private readonly List<(string Kind, byte[] Bytes)> _chunks = [("Head", new byte[40])];
    private readonly StringBuilder _sql = new();
    private int _pictures;

    static ClipBuilder() => Batteries_V2.Init();

    public ClipBuilder(int width, int height)
    {
        Sql($"CREATE TABLE Canvas(_PW_ID INTEGER PRIMARY KEY AUTOINCREMENT, MainId INTEGER, CanvasUnit INTEGER, CanvasWidth REAL, CanvasHeight REAL, CanvasResolution REAL, CanvasRootFolder INTEGER);INSERT INTO Canvas VALUES(1,1,0,{width},{height},300.0,1);");
        Sql("CREATE TABLE Layer(_PW_ID INTEGER PRIMARY KEY AUTOINCREMENT, MainId INTEGER, LayerName TEXT, LayerType INTEGER, LayerFolder INTEGER DEFAULT 0, LayerVisibility INTEGER DEFAULT 3, LayerOpacity INTEGER DEFAULT 256, LayerClip INTEGER DEFAULT 0, LayerComposite INTEGER DEFAULT 0, LayerLock INTEGER DEFAULT 0, LayerFirstChildIndex INTEGER DEFAULT 0, LayerNextIndex INTEGER DEFAULT 0, LayerRenderMipmap INTEGER DEFAULT 0, LayerLayerMaskMipmap INTEGER DEFAULT 0, LayerOffsetX INTEGER DEFAULT 0, LayerOffsetY INTEGER DEFAULT 0, LayerRenderOffscrOffsetX INTEGER DEFAULT 0, DrawColorEnable INTEGER, DrawColorMainRed INTEGER, DrawColorMainGreen INTEGER, DrawColorMainBlue INTEGER, DrawColorSubRed INTEGER, MonochromeFillInfo INTEGER, FilterLayerInfo BLOB);");
        Sql("CREATE TABLE Mipmap(MainId INTEGER, BaseMipmapInfo INTEGER);CREATE TABLE MipmapInfo(MainId INTEGER, Offscreen INTEGER);CREATE TABLE Offscreen(MainId INTEGER, LayerId INTEGER, Attribute BLOB, BlockData BLOB);");
    }

    public ClipBuilder Sql(string statements)
    {
        _sql.Append(statements);
        return this;
    }

    /// <summary>A row of the table of layers.</summary>
    /// <param name="more">Further columns and values, as in an update.</param>
    public ClipBuilder Layer(int id, string name, int next = 0, int child = 0, int picture = 0, string more = "LayerLock=0") =>
        Sql(string.Create(CultureInfo.InvariantCulture, $"INSERT INTO Layer(MainId,LayerName,LayerType,LayerFolder,LayerNextIndex,LayerFirstChildIndex,LayerRenderMipmap) VALUES({id},'{name}',1,{(child > 0 ? 1 : 0)},{next},{child},{picture});UPDATE Layer SET {more} WHERE MainId={id};"));

    /// <summary>Adds a picture, and returns the number that a layer names it by.</summary>
    public int Picture(RgbaImage image, bool isMask = false) =>
        Picture(image.Width, image.Height, isMask, white: false, Blocks(image, isMask));

    public int Picture(int width, int height, bool isMask, bool white, byte[] blocks, byte[]? attribute = null)
    {
        var number = ++_pictures;
        var name = Keep(blocks);
        attribute ??= Attribute(width, height, isMask, white);
        Sql(string.Create(CultureInfo.InvariantCulture, $"INSERT INTO Mipmap VALUES({number},{number + 100});INSERT INTO MipmapInfo VALUES({number + 100},{number + 200});INSERT INTO Offscreen VALUES({number + 200},0,x'{Convert.ToHexString(attribute)}',x'{Convert.ToHexString(Encoding.ASCII.GetBytes(name))}');"));
        return number;
    }

    /// <summary>Data outside the database, and the name that it goes by.</summary>
    public string Keep(byte[] data)
    {
        var name = "extrnlid" + (_chunks.Count + 1).ToString("X32", CultureInfo.InvariantCulture);
        _chunks.Add(("Exta", new BigEndianWriter().U64(name.Length).Text(name).U64(data.Length).Raw(data).ToArray()));
        return name;
    }

    public static byte[] Attribute(int width, int height, bool isMask, bool white)
    {
        var bytes = new BigEndianWriter().U32(16).U32(102).U32(42).U32(0).U32(9).Raw(Encoding.BigEndianUnicode.GetBytes("Parameter"));
        bytes.U32(width).U32(height).U32((width + 255) / 256).U32((height + 255) / 256).U32(33).U32(1).U32(isMask ? 0 : 4);
        for (var i = 0; i < 13; i++) bytes.U32(i == 5 ? 256 : 0);
        return bytes.U32(9).Raw(Encoding.BigEndianUnicode.GetBytes("InitColor")).U32(20).U32(white ? 1 : 0).U32(0).U32(0).U32(4).ToArray();
    }

    public static byte[] Blocks(RgbaImage image, bool isMask)
    {
        var (columns, rows) = ((image.Width + 255) / 256, (image.Height + 255) / 256);
        var blocks = new BigEndianWriter();
        for (var index = 0; index < columns * rows; index++) blocks.Raw(Block(index, Zlib(Planes(image, index % columns * 256, index / columns * 256, isMask))));
        return blocks.U32(11).Raw(Encoding.BigEndianUnicode.GetBytes("BlockStatus")).U32(12).U32(columns * rows).U32(4).ToArray();
    }

    public static byte[] Block(int index, byte[]? packed)
    {
        var body = new BigEndianWriter().U32(19).Raw(Encoding.BigEndianUnicode.GetBytes("BlockDataBeginChunk")).U32(index).U32(0).U32(0).U32(0).U32(packed is null ? 0 : 1);
        if (packed is not null) body.U32(packed.Length + 4).U32(0).Raw(packed);
        var bytes = body.U32(17).Raw(Encoding.BigEndianUnicode.GetBytes("BlockDataEndChunk")).ToArray();
        return new BigEndianWriter().U32(bytes.Length + 4).Raw(bytes).ToArray();
    }

    private static byte[] Planes(RgbaImage image, int left, int top, bool isMask)
    {
        var planes = new byte[65536 * (isMask ? 1 : 5)];
        for (var y = 0; y < Math.Min(256, image.Height - top); y++)
            for (var x = 0; x < Math.Min(256, image.Width - left); x++)
            {
                var pixel = image.Row(top + y).Slice((left + x) * 4, 4);
                var at = y * 256 + x;
                planes[at] = isMask ? pixel[0] : pixel[3];
                if (!isMask) (planes[65536 + at * 4], planes[65536 + at * 4 + 1], planes[65536 + at * 4 + 2]) = (pixel[2], pixel[1], pixel[0]);
            }
        return planes;
    }

    public static byte[] Zlib(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true)) zlib.Write(plain);
        return packed.ToArray();
    }

    public byte[] Database()
    {
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_open(":memory:", out var connection));
        using (connection)
        {
            Assert.Equal(raw.SQLITE_OK, raw.sqlite3_exec(connection, _sql.ToString()));
            var pages = raw.sqlite3_serialize(connection, "main", out var length, 0);
            var bytes = new byte[length];
            Marshal.Copy(pages, bytes, 0, bytes.Length);
            raw.sqlite3_free(pages);
            return bytes;
        }
    }

    public byte[] Build(byte[]? database = null)
    {
        var bytes = new BigEndianWriter().Text("CSFCHUNK").U64(0).U64(24);
        foreach (var (kind, data) in _chunks.Append(("SQLi", database ?? Database())).Append(("Foot", []))) bytes.Text("CHNK" + kind).U64(data.Length).Raw(data);
        return bytes.ToArray();
    }

    public MemoryStream ToStream() => new(Build());
}
