using System.Text;
using Keepalive.Core.Tests.Platform.Processes;
using Keepalive.Platform.Processes;
using Keepalive.Platform.Terminals;

namespace Keepalive.Core.Tests.Platform.Terminals;

/// <summary>A program at a terminal, and a person who reads and types.</summary>
internal sealed class TerminalSession : IAsyncDisposable
{
    // Only a broken test waits that long.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    // Wine's console sits for ten seconds on keys that come after the prompt and before the program waits for them.
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(100);

    private readonly byte[] _buffer = new byte[16 * 1024];
    private readonly TerminalText _text;

    internal TerminalSession(ChildCommand command, TerminalSize? size = null)
    {
        _text = new TerminalText(size ?? TerminalSize.Default);
        Terminal = PseudoTerminal.Start(command, size ?? TerminalSize.Default);
    }

    private TerminalSession(IPseudoTerminal terminal, TerminalText text) => (Terminal, _text) = (terminal, text);

    internal IPseudoTerminal Terminal { get; }

    internal IReadOnlyList<TerminalRow> Rows => _text.Rows;

    internal string Screen => string.Join('\n', Rows.Select(row => row.Text));

    internal TerminalRow Tail => _text.Tail;

    internal long BytesRead { get; private set; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    internal static TerminalSession At(IPseudoTerminal terminal) => new(terminal, new TerminalText(TerminalSize.Default));

    internal static TerminalSession AtTerminal(params string[] arguments) => new(DummyProgram.Command(["at-terminal", .. arguments]));

    internal Task PromptAsync(string prompt) => UntilAsync(() => Tail.Text.EndsWith(prompt, StringComparison.Ordinal), prompt);

    internal Task ShownAsync(string text) => UntilAsync(() => Screen.Contains(text, StringComparison.Ordinal), text);

    internal async Task EchoOffAsync()
    {
        while (Terminal.IsEchoOff() == false)
        {
            await Task.Delay(1, Token);
        }
    }

    internal async Task TypeAsync(string keys)
    {
        if (OperatingSystem.IsWindows())
        {
            await Task.Delay(Settle, Token);
        }

        await Terminal.Input.WriteAsync(Encoding.UTF8.GetBytes(keys), Token);
    }

    /// <summary>Reads to the end and gives how it ended.</summary>
    internal async Task<TerminalExit> EndAsync()
    {
        while (await ReadAsync())
        {
        }

        return await Terminal.Exited.WaitAsync(Limit, Token);
    }

    internal async Task<bool> ReadAsync()
    {
        using CancellationTokenSource limited = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limited.CancelAfter(Limit);
        int count = await Terminal.Output.ReadAsync(_buffer, limited.Token);
        BytesRead += count;
        _text.Append(_buffer.AsSpan(0, count));
        if (_text.TakeAnswers() is { Length: > 0 } answers)
        {
            await Terminal.Input.WriteAsync(answers, limited.Token);
        }

        return count > 0;
    }

    public ValueTask DisposeAsync() => Terminal.DisposeAsync();

    private async Task UntilAsync(Func<bool> condition, string what)
    {
        try
        {
            while (!condition())
            {
                Assert.True(await ReadAsync(), $"It ended before it showed '{what}':\n{Screen}");
            }
        }
        catch (OperationCanceledException) when (!Token.IsCancellationRequested)
        {
            Assert.Fail($"It never showed '{what}' but:\n{Screen}\n[{Tail.Text}]");
        }
    }
}
