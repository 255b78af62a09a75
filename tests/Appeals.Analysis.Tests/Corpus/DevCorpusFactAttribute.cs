namespace Appeals.Analysis.Tests.Corpus;

/// <summary>A test over files that are not part of the repository; without them it is skipped, in so many words.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DevCorpusFactAttribute : FactAttribute
{
    public DevCorpusFactAttribute()
    {
        if (!CorpusFolder.Dev.Exists) Skip = "../shared/corpus/dev is not here: third-party files are not part of the repository.";
    }
}

/// <summary>The same for a test with rows.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DevCorpusTheoryAttribute : TheoryAttribute
{
    public DevCorpusTheoryAttribute()
    {
        if (!CorpusFolder.Dev.Exists) Skip = "../shared/corpus/dev is not here: third-party files are not part of the repository.";
    }
}
