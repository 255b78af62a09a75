namespace Appeals.Analysis.Reading;

internal static class Inflation
{
    /// <summary>Bad deflate data shows as one of two exceptions; the second is not public and derives from the one that a failing disk throws, which is another matter.</summary>
    public static bool IsDamage(Exception exception) => exception is InvalidDataException || exception.GetType().Name == "ZLibException";
}
