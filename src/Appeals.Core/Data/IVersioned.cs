namespace Appeals.Core.Data;

/// <summary>A row that two people might change at once. The version is stamped on every save, and a stale write fails.</summary>
public interface IVersioned
{
    Guid Version { get; set; }
}
