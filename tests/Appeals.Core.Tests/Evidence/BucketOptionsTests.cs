using System.ComponentModel.DataAnnotations;
using Appeals.Core.Evidence;

namespace Appeals.Core.Tests.Evidence;

public sealed class BucketOptionsTests
{
    [Fact]
    public void Validate_WhenTheStoreIsAFolder_AsksNothingOfTheBucket() => Assert.Empty(Problems(new EvidenceOptions()));

    [Fact]
    public void Validate_WhenAllIsSaid_Agrees() => Assert.Empty(Problems(Of(_ => { })));

    public static TheoryData<string, Action<BucketOptions>> Mistakes => new()
    {
        { "Bucket", o => o.Bucket = "" },
        { "Region", o => o.Region = null },
        { "ServiceUrl", o => o.ServiceUrl = new Uri("ftp://store.example.test") },
        { "Prefix", o => o.Prefix = "appeals" },
        { "Prefix", o => o.Prefix = "/appeals/" },
        { "SecretKey", o => o.AccessKey = "id" },
        { "Timeout", o => o.Timeout = TimeSpan.Zero },
        { "ScratchDirectory", o => o.ScratchDirectory = "" },
    };

    [Theory, MemberData(nameof(Mistakes))]
    public void Validate_WhenSomethingIsWrong_NamesTheSetting(string setting, Action<BucketOptions> change) =>
        Assert.StartsWith($"Evidence:S3:{setting} ", Assert.Single(Problems(Of(change))).ErrorMessage, StringComparison.Ordinal);

    private static EvidenceOptions Of(Action<BucketOptions> change)
    {
        var options = new EvidenceOptions { Store = EvidencePlace.S3, S3 = new BucketOptions { Bucket = "evidence", Region = "eu-central-1" } };
        change(options.S3);
        return options;
    }

    private static List<ValidationResult> Problems(EvidenceOptions options)
    {
        var problems = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), problems, validateAllProperties: true);
        return problems;
    }
}
