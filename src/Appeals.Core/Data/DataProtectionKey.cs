namespace Appeals.Core.Data;

/// <summary>One key of the cookie and token protection ring, shared by all nodes; its XML is wrapped by the master key.</summary>
public sealed class DataProtectionKey
{
    public int Id { get; init; }
    public required string Name { get; init; }
    /// <summary>Changes only when the master key does.</summary>
    public required string Xml { get; set; }
}

/// <summary>Proves that a node's master key is the one the data was sealed under.</summary>
public sealed class MasterKeyCheck
{
    public required string MasterKeyId { get; init; }
    /// <summary>A known text sealed under the key.</summary>
    public required byte[] Value { get; init; }
}
