using Keepalive.Platform.Terminals;

namespace Keepalive.Core.Tests.Login;

/// <summary>A program that shows a row and then nothing any more, and ends when it is ended.</summary>
internal sealed class SilentTerminal(string row, bool? isEchoOff = true) : IPseudoTerminal
{
    private readonly TerminalOutput _output = new();
    private readonly TaskCompletionSource<TerminalExit> _exited = new();

    public int ProcessId => 1;

    public Stream Output => _output;

    /// <summary>What it was typed.</summary>
    public MemoryStream Typed { get; } = new();

    public Stream Input => Typed;

    public Task<TerminalExit> Exited => _exited.Task;

    public bool IsEnded => _exited.Task.IsCompleted;

    public SilentTerminal Begin()
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(row);
        bytes.CopyTo(_output.Room);
        _output.Commit(bytes.Length);
        return this;
    }

    public bool? IsEchoOff() => isEchoOff;

    public bool? HasUnreadInput() => null;

    public void Resize(TerminalSize size)
    {
    }

    public Task EndAsync()
    {
        _exited.TrySetResult(new TerminalExit(128 + 15, 15));
        return _exited.Task;
    }

    public async ValueTask DisposeAsync() => await EndAsync();
}
