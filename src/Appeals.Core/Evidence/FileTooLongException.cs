namespace Appeals.Core.Evidence;

/// <summary>A file turned out longer than its limit; nothing of it was kept.</summary>
public sealed class FileTooLongException(long limit) : IOException($"The file is longer than {limit} bytes.")
{
    public long Limit { get; } = limit;
}
