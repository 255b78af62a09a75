namespace Appeals.Core.Evidence;

/// <summary>The evidence store does not answer or takes nothing in: a dead line, a full or missing disk. Nothing that was acknowledged is lost; ask again.</summary>
public sealed class EvidenceUnavailableException(Exception cause) : Exception("The evidence store is not available.", cause);
