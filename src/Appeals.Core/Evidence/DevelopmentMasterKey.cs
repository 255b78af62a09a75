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
        try
        {
            return Create(path);
        }
        catch (IOException) when (File.Exists(path))
        {
            return File.ReadAllText(path);
        }
    }

    private static string Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(MasterKeyRing.KeyLength));
        using var file = new FileStream(path, options);
        file.Write(Encoding.ASCII.GetBytes(key));
        return key;
    }
}
