namespace Appeals.Web.Demo;

/// <summary>
/// One node at a time makes the demo; the next finds it there. The demo works on one machine only, so a locked file says whose turn it is,
/// and the system lets go of it however the process ends.
/// </summary>
public static class DemoTurn
{
    private const string FileName = "demo.lock";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits for the turn, and holds it until it is disposed.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static async Task<IDisposable> TakeAsync(string folder, CancellationToken cancellation = default)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, FileName);
        using var timer = new PeriodicTimer(Pause);
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                await timer.WaitForNextTickAsync(cancellation);
            }
        }
    }
}
