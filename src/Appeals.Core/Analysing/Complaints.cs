using System.Text;
using System.Text.RegularExpressions;

namespace Appeals.Core.Analysing;

/// <summary>
/// What a child wrote to standard error. It may hold names of layers or anything that a hostile file made it say, so only the type of an
/// exception is taken from it, for the log; people are never shown it.
/// </summary>
internal sealed partial record Complaints(string Exception, bool OutOfMemory)
{
    private const int Kept = 8 * 1024;
    /// <summary>For the rest in the pipe of a dead child; a process that it left behind may hold it open for ever.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Reads to the end so that the child never blocks, and keeps the beginning.</summary>
    public static async Task<Complaints> ReadAsync(Stream stream)
    {
        var kept = new byte[Kept];
        var length = 0;
        var rest = new byte[Kept];
        try
        {
            for (var read = -1; read != 0;)
            {
                var room = length < Kept ? kept.AsMemory(length) : rest;
                read = await stream.ReadAsync(room);
                if (length < Kept) length += read;
            }
        }
        catch (IOException)
        {
            // the pipe broke with the child
        }
        var text = Encoding.Latin1.GetString(kept, 0, length);
        return new Complaints(ExceptionType().Match(text) is { Success: true } match ? match.Value : "nothing", OutOfMemoryText().IsMatch(text));
    }

    public static async Task<Complaints> SettleAsync(Task<Complaints> reading) =>
        await Task.WhenAny(reading, Task.Delay(Patience)) == reading ? await reading : new Complaints("nothing", OutOfMemory: false);

    [GeneratedRegex(@"\b[A-Za-z.]{1,80}Exception\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ExceptionType();

    /// <summary>The runtime says the one on its way down, and throws the other.</summary>
    [GeneratedRegex(@"Out of memory\.|OutOfMemoryException", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OutOfMemoryText();
}
