namespace Appeals.Analysis.Tests.Pixels;

/// <summary>Tests that count the library's memory, which is one for the whole process: no other test may decode meanwhile.</summary>
[CollectionDefinition(nameof(NativeMemory), DisableParallelization = true)]
public sealed class NativeMemory;
