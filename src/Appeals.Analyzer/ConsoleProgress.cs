namespace Appeals.Analyzer;

/// <summary>One line on standard error that is written over; silent unless a person watches.</summary>
internal static class ConsoleProgress
{
    public static void Say(string what)
    {
        if (!Console.IsErrorRedirected) Console.Error.Write($"\r\u001b[K{what}");
    }

    public static void Clear() => Say("");
}
