using Microsoft.Extensions.Configuration;

namespace Appeals.Core.Scheduling;

/// <summary>What one process does; setting <c>Roles</c>. Several of each may share one database and one evidence store.</summary>
[Flags]
public enum ProcessRoles
{
    None = 0,
    /// <summary>Answers people and platforms.</summary>
    Web = 1,
    /// <summary>Analyses, sends mails, watches clocks.</summary>
    Worker = 2,
    Both = Web | Worker,
}

public static class ProcessRolesSetting
{
    private const string Key = "Roles";

    /// <summary>A list, or words divided by commas; both if nothing is said.</summary>
    /// <exception cref="InvalidOperationException">A role that there is not.</exception>
    public static ProcessRoles ReadRoles(this IConfiguration configuration)
    {
        var section = configuration.GetSection(Key);
        var words = section.GetChildren().Select(child => child.Value).Append(section.Value)
            .SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToList();
        return words.Count == 0 ? ProcessRoles.Both : words.Aggregate(ProcessRoles.None, (roles, word) => roles | Read(word));
    }

    private static ProcessRoles Read(string word) =>
        word.Equals("web", StringComparison.OrdinalIgnoreCase) ? ProcessRoles.Web
        : word.Equals("worker", StringComparison.OrdinalIgnoreCase) ? ProcessRoles.Worker
        : throw new InvalidOperationException($"{Key} holds '{word}'; there are web and worker.");
}
