using System.Diagnostics;

namespace Appeals.Analyzer.Serving;

/// <summary>Ends the process at once when standard input closes: nobody is left who wants the answer, whatever is being decoded.</summary>
internal sealed class ParentWatch : IDisposable
{
    private volatile bool _released;

    public ParentWatch(Stream input)
    {
        var thread = new Thread(() => Watch(input)) { IsBackground = true, Name = "parent watch" };
        thread.Start();
    }

    /// <summary>The work is done; from now on the parent may close the pipe.</summary>
    public void Release() => _released = true;

    public void Dispose() => Release();

    private void Watch(Stream input)
    {
        Span<byte> ignored = stackalloc byte[256];
        try
        {
            while (input.Read(ignored) > 0) { }
        }
        catch (IOException)
        {
            // as good as closed
        }
        catch (ObjectDisposedException)
        {
            return;
        }
        // not Environment.Exit: that would wait for codecs at work
        if (!_released) Process.GetCurrentProcess().Kill();
    }
}
