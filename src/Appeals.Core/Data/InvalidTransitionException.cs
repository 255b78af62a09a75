namespace Appeals.Core.Data;

/// <summary>A change of state that the state table does not have, usually because somebody was faster.</summary>
public sealed class InvalidTransitionException(string subject, string from, string to)
    : InvalidOperationException($"{subject}: {from} does not lead to {to}.")
{
    public string Subject { get; } = subject;
    public string From { get; } = from;
    public string To { get; } = to;
}
