using System.Security.Cryptography;

namespace Appeals.Core.Evidence;

/// <summary>
/// The running SHA-256 of uploads between two of their requests, so that the next one need not decrypt what is already there.
/// Only a saving: what is missing is rebuilt. Acknowledged bytes never change, so a state taken at an offset stays right for it.
/// </summary>
public sealed class UploadHashes : IDisposable
{
    private const int Capacity = 256;
    private readonly Lock _lock = new();
    private readonly OrderedDictionary<Guid, (long Offset, IncrementalHash Hash)> _states = [];

    public void Keep(Guid uploadId, long offset, IncrementalHash hash)
    {
        lock (_lock)
        {
            Drop(uploadId);
            if (_states.Count == Capacity) Drop(_states.GetAt(0).Key);
            _states.Add(uploadId, (offset, hash));
        }
    }

    /// <summary>The caller owns it from here.</summary>
    public IncrementalHash? Take(Guid uploadId, long offset)
    {
        lock (_lock)
        {
            if (!_states.Remove(uploadId, out var state)) return null;
            if (state.Offset == offset) return state.Hash;
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
