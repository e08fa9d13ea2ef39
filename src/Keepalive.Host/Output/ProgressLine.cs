using Keepalive.Diagnostics.Online;

namespace Keepalive.Host.Output;

/// <summary>One line on the terminal that says how far the work is, and that is gone when it is done.</summary>
internal sealed class ProgressLine : IProgress<OnlineProgress>, IDisposable
{
    private readonly object _gate = new();
    private int _width;
    private bool _done;

    private ProgressLine()
    {
    }

    /// <summary>Null where no person looks: a file or a pipe would keep every state of it.</summary>
    public static ProgressLine? IfSeen() => Console.IsErrorRedirected ? null : new ProgressLine();

    public void Report(OnlineProgress value) => Show(value.ToString());

    /// <summary>Says it in place of what stood there.</summary>
    public void Show(string text)
    {
        lock (_gate)
        {
            if (!_done)
            {
                StandardText.OverLine(text.PadRight(_width));
                _width = text.Length;
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _done = true;
            if (_width > 0)
            {
                StandardText.OverLine(new string(' ', _width));
                StandardText.OverLine(string.Empty);
            }
        }
    }
}
