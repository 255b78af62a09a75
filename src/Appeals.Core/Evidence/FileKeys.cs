using System.Security.Cryptography;
using Appeals.Analysis.Sealing;

namespace Appeals.Core.Evidence;

/// <summary>One key per file, wrapped by the master key and bound to the file's id.</summary>
public sealed class FileKeys(MasterKeyRing ring)
{
    public static string Purpose(Guid fileId) => $"file:{fileId:N}";

    public (byte[] Key, WrappedSecret Wrapped) Create(Guid fileId)
    {
        var key = RandomNumberGenerator.GetBytes(SealedFormat.KeyLength);
        return (key, ring.Wrap(key, Purpose(fileId)));
    }

    /// <exception cref="InvalidOperationException">The key was erased, and the file with it.</exception>
    public byte[] Open(StoredFile file) =>
        file.WrappedKey is { } wrapped ? Open(file.Id, wrapped, file.MasterKeyId) : throw new InvalidOperationException("This file was erased.");

    public byte[] Open(Upload upload) => Open(upload.Id, upload.WrappedKey, upload.MasterKeyId);

    private byte[] Open(Guid id, byte[] wrapped, string masterKeyId) => ring.Unwrap(new WrappedSecret(masterKeyId, wrapped), Purpose(id));
}
