namespace Appeals.Web.Api;

/// <summary>The statuses with which an action may refuse, for the OpenAPI document.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ProblemResponsesAttribute(params int[] statuses) : Attribute
{
    public IReadOnlyList<int> Statuses { get; } = statuses;
}
