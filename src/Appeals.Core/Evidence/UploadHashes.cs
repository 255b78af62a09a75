using System.Security.Cryptography;

namespace Appeals.Core.Evidence;

/// <summary>
/// The running SHA-256 of uploads between two of their requests, so that the whole file need not be read back at the end.
/// Only a saving: what is missing is rebuilt then. A state is right for its offset and for the stored bytes that looked so when it was taken.
/// </summary>
public sealed class UploadHashes : IDisposable
{
    private const int Capacity = 256;
    private readonly Lock _lock = new();
    private readonly OrderedDictionary<Guid, (long Offset, string Mark, IncrementalHash Hash)> _states = [];

    /// <param name="mark"><see cref="UnfinishedFile.Mark"/>.</param>
    public void Keep(Guid uploadId, long offset, string mark, IncrementalHash hash)
    {
        lock (_lock)
        {
            Drop(uploadId);
            if (_states.Count == Capacity) Drop(_states.GetAt(0).Key);
            _states.Add(uploadId, (offset, mark, hash));
        }
    }

    /// <summary>The caller owns it from here.</summary>
    public IncrementalHash? Take(Guid uploadId, long offset, string mark)
    {
        lock (_lock)
        {
            if (!_states.Remove(uploadId, out var state)) return null;
            if (state.Offset == offset && state.Mark == mark) return state.Hash;
            state.Hash.Dispose();
            return null;
        }
    }

    public void Dispose()
    {
        lock (_lock)
            foreach (var id in _states.Keys.ToList()) Drop(id);
    }

    private void Drop(Guid id)
    {
        if (_states.Remove(id, out var state)) state.Hash.Dispose();
    }
}
