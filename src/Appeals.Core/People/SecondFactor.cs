using Appeals.Core.Data;

namespace Appeals.Core.People;

/// <summary>A person's authenticator app: what it shares with us, and how often it was guessed. On once <c>Person.TwoFactorEnabled</c> says so.</summary>
public sealed class SecondFactor
{
    public Guid PersonId { get; init; }
    public required string MasterKeyId { get; set; }
    /// <summary>The seed and the key of the recovery codes, wrapped by the master key.</summary>
    public required byte[] WrappedSecret { get; set; }
    /// <summary>Null while it is being set up.</summary>
    public DateTime? EnabledAt { get; set; }
    /// <summary>The time step of the last code taken; neither it nor an earlier one is taken again.</summary>
    public long LastStep { get; set; }
    /// <summary>Tries since the last right code, counted before the code is looked at.</summary>
    public int Tries { get; set; }
    public DateTime? ClosedUntil { get; set; }

    /// <summary>Bound into the seal.</summary>
    public static string Purpose(Guid personId) => $"second-factor {personId:N}";
}

/// <summary>One of the codes that stand in for the app, once.</summary>
public sealed class RecoveryCode : IVersioned
{
    public Guid Id { get; init; }
    public Guid PersonId { get; init; }
    /// <summary>HMAC-SHA256 under the key that is wrapped beside the seed.</summary>
    public required byte[] Hash { get; init; }
    public DateTime? UsedAt { get; set; }
    public Guid Version { get; set; }
}
