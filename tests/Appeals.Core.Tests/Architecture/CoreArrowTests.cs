using Appeals.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace Appeals.Core.Tests.Architecture;

/// <summary>
/// Inside Core what does things points one way. Rows, and the words they are made of, are common to all: an appeal has files and decisions,
/// whoever handles them.
/// </summary>
public sealed class CoreArrowTests
{
    private const string Root = "Appeals.Core.";

    /// <summary>A feature may use those before it.</summary>
    private static readonly string[] Order = ["Telemetry", "Data", "Scheduling", "History", "ServiceLevels", "Notifying", "People", "Evidence", "Analysing", "Platforms", "Filing", "Reviewing", "Deciding", "Metrics"];

    /// <summary>Asking for a run is a row, not a call: whoever has something to analyse may.</summary>
    private const string Asking = "Appeals.Core.Analysing.AnalysisQueue";

    /// <summary>Wrapping a secret is arithmetic with a key: whoever keeps one may.</summary>
    private static readonly string[] Wrapping = ["Appeals.Core.Evidence.MasterKeyRing", "Appeals.Core.Evidence.WrappedSecret"];

    [Fact]
    public void Features_OfCore_PointOneWay()
    {
        var against = Arrows().Where(arrow => arrow.Used != Asking && !Wrapping.Contains(arrow.Used) && Array.IndexOf(Order, arrow.To) > Array.IndexOf(Order, arrow.From));

        Assert.Empty(against.Select(arrow => $"{arrow.From} uses {arrow.To}: {arrow.User} → {arrow.Used}"));
    }

    [Fact]
    public void Features_OfCore_AllHaveTheirPlace() => Assert.Empty(Arrows().SelectMany(arrow => new[] { arrow.From, arrow.To }).Distinct().Except(Order));

    /// <summary>Else the exception above would let anything through.</summary>
    [Fact]
    public void Asking_ForARun_UsesNothingThatCarriesItOut()
    {
        using var core = new AssemblyReader(typeof(AppealsDb).Assembly.Location);

        Assert.Empty(core.UsesWithin()[Asking].Except(Common()).Where(type => type.StartsWith(Root, StringComparison.Ordinal) && Feature(type) != "Data"));
    }

    [Fact]
    public void Wrapping_ASecret_UsesNothingElseOfTheHouse()
    {
        using var core = new AssemblyReader(typeof(AppealsDb).Assembly.Location);
        var uses = core.UsesWithin();

        Assert.Empty(Wrapping.SelectMany(type => uses[type]).Except(Wrapping).Where(type => type.StartsWith(Root, StringComparison.Ordinal)));
    }

    [Fact]
    public void Reader_OnCore_SeesArrowsThatAreThere()
    {
        Assert.Contains(Arrows(), arrow => arrow is { User: "Appeals.Core.Filing.FilingService", Used: "Appeals.Core.Analysing.AnalysisQueue" });
        Assert.Contains(Arrows(), arrow => arrow is { User: "Appeals.Core.Filing.Appeal", Used: "Appeals.Core.ServiceLevels.DecisionClock" });
    }

    private static IReadOnlyList<(string From, string To, string User, string Used)> Arrows()
    {
        using var core = new AssemblyReader(typeof(AppealsDb).Assembly.Location);
        var common = Common();
        return
        [
            .. from type in core.UsesWithin()
               where type.Key.StartsWith(Root, StringComparison.Ordinal)
               from used in type.Value
               where used.StartsWith(Root, StringComparison.Ordinal) && !common.Contains(used) && Feature(type.Key) != Feature(used)
               select (Feature(type.Key), Feature(used), type.Key, used),
        ];
    }

    /// <summary>The rows, what their properties are made of, and every enumeration.</summary>
    private static HashSet<string> Common()
    {
        var core = typeof(AppealsDb).Assembly;
        var rows = typeof(AppealsDb).GetProperties().Select(p => p.PropertyType)
            .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(DbSet<>)).Select(type => type.GetGenericArguments()[0]);
        return [.. rows.Concat(core.GetTypes().Where(type => type.IsEnum)).Select(type => type.FullName!), "Appeals.Core.People.Person", "Appeals.Core.People.Actor", "Appeals.Core.People.Roles"];
    }

    private static string Feature(string type) => type.Split('.')[2];
}
