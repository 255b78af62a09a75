namespace Appeals.Core.Analysing;

/// <summary>The child wrote something that the protocol does not allow. The message never repeats what it wrote.</summary>
public sealed class AnalyzerMisbehavedException(string message, Exception? inner = null) : Exception(message, inner);
