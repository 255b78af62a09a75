namespace Appeals.Core.People;

/// <summary>Names of the Identity roles. Every lead is a reviewer too.</summary>
public static class Roles
{
    public const string Creator = "creator";
    public const string Reviewer = "reviewer";
    public const string Lead = "lead";
    public const string Admin = "admin";

    public static IReadOnlyList<string> All { get; } = [Creator, Reviewer, Lead, Admin];
    public static IReadOnlyList<string> Staff { get; } = [Reviewer, Lead, Admin];
}
