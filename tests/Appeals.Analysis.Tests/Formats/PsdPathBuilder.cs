namespace Appeals.Analysis.Tests.Formats;

/// <summary>Vector masks of corners, in canvas pixels.</summary>
internal sealed class PsdPathBuilder(int width, int height)
{
    private readonly BigEndianWriter _records = new();

    public PsdPathBuilder Outline(int operation, params (double X, double Y)[] corners)
    {
        _records.U16(0).U16(corners.Length).U16(operation).Raw(new byte[20]);
        foreach (var (x, y) in corners)
        {
            _records.U16(2);
            for (var point = 0; point < 3; point++) _records.U32((long)Math.Round(y / height * (1 << 24))).U32((long)Math.Round(x / width * (1 << 24)));
        }
        return this;
    }

    public PsdPathBuilder Rectangle(int operation, double left, double top, double right, double bottom) =>
        Outline(operation, (left, top), (right, top), (right, bottom), (left, bottom));

    /// <summary>Whether all counts where there is no outline.</summary>
    public PsdPathBuilder StartsFull()
    {
        _records.U16(8).U16(1).Raw(new byte[22]);
        return this;
    }

    public byte[] Build(int flags = 0) => new BigEndianWriter().U32(3).U32(flags).Raw(_records.ToArray()).ToArray();
}

/// <summary>Descriptors, as tagged blocks hold them.</summary>
internal static class PsdDescriptors
{
    public static byte[] Versioned(byte[] descriptor) => new BigEndianWriter().U32(16).Raw(descriptor).ToArray();

    public static byte[] Of(params (string Key, string Type, byte[] Value)[] items)
    {
        var writer = new BigEndianWriter().U32(0).U32(0).Text("null").U32(items.Length);
        foreach (var (key, type, value) in items)
        {
            if (key.Length != 4) writer.U32(key.Length);
            else writer.U32(0);
            writer.Text(key).Text(type).Raw(value);
        }
        return writer.ToArray();
    }

    public static (string, string, byte[]) Number(string key, double value) => (key, "doub", new BigEndianWriter().U64(BitConverter.DoubleToInt64Bits(value)).ToArray());

    public static (string, string, byte[]) Flag(string key, bool value) => (key, "bool", [(byte)(value ? 1 : 0)]);

    public static (string, string, byte[]) Word(string key, string type, string value) => (key, "enum", new BigEndianWriter().U32(0).Text(type).U32(value.Length == 4 ? 0 : value.Length).Text(value).ToArray());

    public static (string, string, byte[]) Child(string key, byte[] descriptor) => (key, "Objc", descriptor);

    public static (string, string, byte[]) List(string key, params byte[][] descriptors)
    {
        var writer = new BigEndianWriter().U32(descriptors.Length);
        foreach (var descriptor in descriptors) writer.Text("Objc").Raw(descriptor);
        return (key, "VlLs", writer.ToArray());
    }

    public static byte[] Rgb(double r, double g, double b) => Of(Number("Rd  ", r), Number("Grn ", g), Number("Bl  ", b));

    public static byte[] Fill(double r, double g, double b) => Versioned(Of(Child("Clr ", Rgb(r, g, b))));
}
