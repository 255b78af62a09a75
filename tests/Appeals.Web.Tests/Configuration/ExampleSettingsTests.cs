using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Appeals.Core.Analysing;
using Appeals.Core.Data;
using Appeals.Core.Evidence;
using Appeals.Core.Notifying;
using Appeals.Testing;
using Appeals.Web.Security;
using Microsoft.Extensions.Configuration;

namespace Appeals.Web.Tests.Configuration;

/// <summary>appsettings.example.json names every setting there is, no other, and says its default.</summary>
public sealed class ExampleSettingsTests
{
    private static readonly IConfigurationRoot Example =
        new ConfigurationBuilder().AddJsonFile(Path.Combine(Repository.Root, "appsettings.example.json")).Build();

    /// <summary>Depends on the machine.</summary>
    private static readonly string[] NoFixedDefault = [$"{AnalysingOptions.Section}:{nameof(AnalysingOptions.Parallelism)}", $"{AnalysingOptions.Section}:{nameof(AnalysingOptions.Processors)}"];

    public static TheoryData<Type> Sections => [.. Options()];

    [Theory, MemberData(nameof(Sections))]
    public void Example_BoundToASection_IsValidAndSaysEveryDefault(Type type)
    {
        var section = SectionOf(type);
        var bound = Activator.CreateInstance(type)!;
        (section.Length == 0 ? (IConfiguration)Example : Example.GetSection(section)).Bind(bound, binder => binder.ErrorOnUnknownConfiguration = section.Length > 0);
        var problems = new List<ValidationResult>();
        Assert.True(Validator.TryValidateObject(bound, new ValidationContext(bound), problems, validateAllProperties: true), string.Join(" ", problems));
        Compare(section, Activator.CreateInstance(type)!, bound);
    }

    [Fact]
    public void Example_HasNoSectionThatNothingReads()
    {
        var known = Options().Select(SectionOf).Append("Roles").Concat(Options().Where(t => SectionOf(t).Length == 0).SelectMany(t => t.GetProperties()).Select(p => p.Name));
        Assert.Empty(Example.GetChildren().Select(c => c.Key).Except(known, StringComparer.Ordinal));
    }

    private static void Compare(string path, object expected, object actual)
    {
        foreach (var property in expected.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite))
        {
            var key = path.Length == 0 ? property.Name : $"{path}:{property.Name}";
            Assert.True(Example.GetSection(key).Exists() || Example.AsEnumerable().Any(e => e.Key == key), $"{key} is missing in appsettings.example.json.");
            var (wanted, said) = (property.GetValue(expected), property.GetValue(actual));
            if (wanted is SmtpOptions or BucketOptions) Compare(key, wanted, said!);
            else if (wanted is IEnumerable list and not string) Assert.Equal(list, (IEnumerable)said!);
            else if (!NoFixedDefault.Contains(key) && property.Name != nameof(SiteOptions.PublicUrl)) Assert.Equal((key, wanted), (key, said));
        }
    }

    private static IEnumerable<Type> Options() => new[] { typeof(DatabaseOptions).Assembly, typeof(SiteOptions).Assembly }
        .SelectMany(a => a.GetTypes()).Where(t => t.Name.EndsWith("Options", StringComparison.Ordinal) && t is { IsAbstract: false } && t != typeof(SmtpOptions) && t != typeof(BucketOptions));

    private static string SectionOf(Type type) => (string?)type.GetField("Section")?.GetValue(null) ?? "";
}
