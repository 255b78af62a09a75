using Appeals.Testing;

namespace Appeals.Core.Tests.Architecture;

/// <summary>Analyzer → Analysis; Web → Core → Analysis; migrations → Core; Web → migrations. And hostile files stay on the other side.</summary>
public sealed class ProjectArrowTests
{
    private static readonly string[] OpenNamespaces = ["Appeals.Analysis.Reports", "Appeals.Analysis.Sealing"];

    public static TheoryData<string, string[]> Projects() => new()
    {
        { "Appeals.Analysis", [] },
        { "appeals-analyzer", ["Appeals.Analysis"] },
        { "Appeals.Core", ["Appeals.Analysis"] },
        { "Appeals.Migrations.PostgreSql", ["Appeals.Analysis", "Appeals.Core"] },
        { "Appeals.Migrations.Sqlite", ["Appeals.Analysis", "Appeals.Core"] },
        { "Appeals.Migrations.SqlServer", ["Appeals.Analysis", "Appeals.Core"] },
        { "Appeals.Web", ["Appeals.Analysis", "Appeals.Core", "Appeals.Migrations.PostgreSql", "Appeals.Migrations.Sqlite", "Appeals.Migrations.SqlServer"] },
    };

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_OfTheSource_RefersOnlyToWhatItMay(string project, string[] allowed)
    {
        using var assembly = new AssemblyReader(PathOf(project));

        Assert.Empty(assembly.References().Where(name => name.StartsWith("Appeals.", StringComparison.OrdinalIgnoreCase) || name == "appeals-analyzer").Except(allowed));
    }

    [Fact]
    public void Analysis_Itself_KnowsNoDatabaseAndNoWeb()
    {
        using var assembly = new AssemblyReader(PathOf("Appeals.Analysis"));

        Assert.DoesNotContain(assembly.References(), name =>
            name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || name.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal) || name == "Quartz");
    }

    [Theory]
    [InlineData("Appeals.Core")]
    [InlineData("Appeals.Web")]
    public void Server_OfAnalysis_UsesReportsAndSealingOnly(string project)
    {
        using var assembly = new AssemblyReader(PathOf(project));
        var uses = assembly.UsesOf("Appeals.Analysis");

        Assert.NotEmpty(uses);
        Assert.Empty(uses.Where(type => !OpenNamespaces.Contains(type[..type.LastIndexOf('.')])));
    }

    [Fact]
    public void Analyzer_OfAnalysis_UsesMore()
    {
        using var assembly = new AssemblyReader(PathOf("appeals-analyzer"));

        Assert.Contains(assembly.UsesOf("Appeals.Analysis"), type => !OpenNamespaces.Contains(type[..type.LastIndexOf('.')]));
    }

    [Theory]
    [InlineData("Appeals.Core")]
    [InlineData("Appeals.Web")]
    public void Server_InItsOwnCode_CallsNoCodec(string project)
    {
        using var assembly = new AssemblyReader(PathOf(project));

        Assert.Empty(assembly.NativeLibraries().Except(["libc"]));
    }

    [Theory]
    [InlineData("Appeals.Core")]
    [InlineData("Appeals.Web")]
    public void Output_OfTheServer_HoldsLibvipsForTheAnalyzerOnly(string project)
    {
        var output = OutputOf(project);
        var libraries = Directory.EnumerateFiles(output, "*vips*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(output, file)).ToList();

        Assert.Empty(libraries.Where(file => !file.StartsWith("analyzer", StringComparison.Ordinal)));
        if (project == "Appeals.Web") Assert.NotEmpty(libraries);
    }

    private static string PathOf(string assembly) => assembly == "appeals-analyzer"
        ? Path.Combine(AppContext.BaseDirectory, "analyzer", "appeals-analyzer.dll")
        : Path.Combine(AppContext.BaseDirectory, assembly + ".dll");

    /// <summary>Beside this project's own output, in the same configuration.</summary>
    private static string OutputOf(string project) =>
        Path.Combine(Repository.Root, "artifacts", "bin", project, new DirectoryInfo(AppContext.BaseDirectory).Name);
}
