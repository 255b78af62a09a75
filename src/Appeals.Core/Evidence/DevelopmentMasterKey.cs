using System.Security.Cryptography;
using System.Text;

namespace Appeals.Core.Evidence;

/// <summary>On a developer's machine a master key is made on the first start and kept beside the files, readable by its owner alone.</summary>
internal static class DevelopmentMasterKey
{
    public const string Id = "development";
    private const string FileName = "development.key";

    public static string ReadOrCreate(string directory)
    {
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, FileName);
        if (!File.Exists(path)) Create(path);
        return File.ReadAllText(path);
    }

    /// <summary>Whole when it appears under its name: another node may start in the same moment. The first one's stays.</summary>
    private static void Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var draft = $"{path}.{Environment.ProcessId}-{Path.GetRandomFileName()}";
        using (var file = new FileStream(draft, options)) file.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(MasterKeyRing.KeyLength))));
        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }
}
