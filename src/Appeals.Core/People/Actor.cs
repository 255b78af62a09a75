namespace Appeals.Core.People;

/// <summary>Who does something, as far as the domain must know. <see cref="PlatformId"/> is null for creators.</summary>
public sealed record Actor(Guid PersonId, Guid? PlatformId, IReadOnlySet<string> Roles)
{
    public bool Is(string role) => Roles.Contains(role);
    public bool IsStaffOf(Guid platformId) => PlatformId == platformId;
}
