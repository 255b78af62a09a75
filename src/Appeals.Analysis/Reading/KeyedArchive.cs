namespace Appeals.Analysis.Reading;

/// <summary>Objects of NSKeyedArchiver in a binary property list: <c>$objects</c> holds them all, <c>$top</c> says which is the root.</summary>
internal sealed class KeyedArchive
{
    private readonly BinaryPlist _plist;
    private readonly int[] _objects;

    private KeyedArchive(BinaryPlist plist, int[] objects) => (_plist, _objects) = (plist, objects);

    /// <summary>The root object.</summary>
    /// <exception cref="Formats.SourceFileException">It is no such archive.</exception>
    public static KeyedObject Open(byte[] bytes, ReadLimits limits)
    {
        var plist = new BinaryPlist(bytes, limits);
        if (plist.Read(plist.Top) is not Dictionary<string, int> all || !all.TryGetValue("$objects", out var list) || plist.Read(list) is not int[] objects) throw BinaryPlist.Damaged();
        if (!all.TryGetValue("$top", out var top) || plist.Read(top) is not Dictionary<string, int> tops || !tops.TryGetValue("root", out var root)) throw BinaryPlist.Damaged();
        return new KeyedArchive(plist, objects).ObjectAt(root) ?? throw BinaryPlist.Damaged();
    }

    /// <summary>What a number stands for; the name of another object is followed once.</summary>
    public object? Value(int number)
    {
        var value = _plist.Read(number);
        if (value is PlistUid uid) value = uid.Index > 0 && uid.Index < _objects.Length ? _plist.Read(_objects[uid.Index]) : null;
        return value;
    }

    public KeyedObject? ObjectAt(int number)
    {
        var value = _plist.Read(number);
        if (value is not PlistUid uid || uid.Index <= 0 || uid.Index >= _objects.Length) return null;
        return _plist.Read(_objects[uid.Index]) is Dictionary<string, int> fields ? new KeyedObject(this, fields, uid.Index) : null;
    }
}

/// <summary>One object: its fields are read when asked for. What is missing or of another kind is null.</summary>
/// <param name="index">Its place in the archive; two that are the same object have the same.</param>
internal sealed class KeyedObject(KeyedArchive archive, Dictionary<string, int> fields, int index)
{
    public int Index => index;
    public bool Has(string name) => fields.ContainsKey(name);
    public string? Text(string name) => Value(name) as string;
    public ReadOnlyMemory<byte> Bytes(string name) => Value(name) is ReadOnlyMemory<byte> bytes ? bytes : default;
    public bool Flag(string name) => Value(name) switch { bool flag => flag, long number => number != 0, _ => false };
    public double? Number(string name) => Value(name) switch { long number => number, double number => double.IsFinite(number) ? number : null, _ => null };
    public KeyedObject? Object(string name) => fields.TryGetValue(name, out var number) ? archive.ObjectAt(number) : null;

    /// <summary>The objects of an array, in its order.</summary>
    public IEnumerable<KeyedObject> List(string name) =>
        Object(name)?.Value("NS.objects") is int[] members ? members.Select(archive.ObjectAt).OfType<KeyedObject>() : [];

    private object? Value(string name) => fields.TryGetValue(name, out var number) ? archive.Value(number) : null;
}
