using System.Text;
using Keepalive.Platform.Processes;
using Keepalive.Platform.Terminals;

namespace Keepalive.Host.Tests.Support;

/// <summary>An interactive shell at a terminal of its own, and a person who types and reads.</summary>
internal sealed class ShellAtTerminal : IAsyncDisposable
{
    // Only a broken test waits that long.
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    private readonly IPseudoTerminal _terminal;
    private readonly TerminalText _text = new(TerminalSize.Default);
    private readonly byte[] _buffer = new byte[4096];

    public ShellAtTerminal(string program, string[] arguments, IReadOnlyDictionary<string, string?> variables) =>
        _terminal = PseudoTerminal.Start(new ChildCommand(program, arguments) { EnvironmentChanges = variables }, TerminalSize.Default);

    private string Screen => string.Join('\n', _text.Rows.Select(row => row.Text)) + "\n" + _text.Tail.Text;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public Task TypeAsync(string keys) => _terminal.Input.WriteAsync(Encoding.UTF8.GetBytes(keys), Token).AsTask();

    /// <summary>Reads until the screen shows these words.</summary>
    public async Task ShownAsync(string words)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(s_limit);
        try
        {
            while (!Screen.Contains(words, StringComparison.Ordinal))
            {
                int count = await _terminal.Output.ReadAsync(_buffer, limit.Token);
                Assert.True(count > 0, $"The shell ended before it showed '{words}':\n{Screen}");
                _text.Append(_buffer.AsSpan(0, count));
                if (_text.TakeAnswers() is { Length: > 0 } answers)
                {
                    await _terminal.Input.WriteAsync(answers, limit.Token);
                }
            }
        }
        catch (OperationCanceledException) when (!Token.IsCancellationRequested)
        {
            Assert.Fail($"The shell never showed '{words}' but:\n{Screen}");
        }
    }

    public ValueTask DisposeAsync() => _terminal.DisposeAsync();
}
