using System.Security.Cryptography;
using System.Text;
using Keepalive.Platform.Terminals;

namespace Keepalive.Login;

/// <summary>Types answers as a person does, Enter behind each.</summary>
/// <param name="terminal">Where.</param>
/// <param name="clock">The time.</param>
internal sealed class LoginKeyboard(IPseudoTerminal terminal, TimeProvider clock)
{
    /// <summary>Some tools show the prompt first and then throw away what was typed until they turn the echo off.</summary>
    private static readonly TimeSpan EchoLimit = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(2);

    /// <summary>For systems where the echo can't be read, such as Windows.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(100);

    /// <summary>Types it once nothing that is typed is shown any more; false when that has not come within a second, and nothing was typed.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="isEchoed">The tool is known to ask openly: nothing is waited for.</param>
    /// <param name="mayShow">It is typed after that second, too.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<bool> TryTypeSecretAsync(Secret secret, bool isEchoed, bool mayShow, CancellationToken cancellationToken)
    {
        long start = clock.GetTimestamp();
        bool? isOff;
        while ((isOff = terminal.IsEchoOff()) == false && !isEchoed && clock.GetElapsedTime(start) < EchoLimit)
        {
            await Task.Delay(BetweenLooks, clock, cancellationToken).ConfigureAwait(false);
        }

        if (isOff is null)
        {
            await Task.Delay(Settle, clock, cancellationToken).ConfigureAwait(false);
        }
        else if (isOff is false && !mayShow)
        {
            return false;
        }

        byte[] keys = GC.AllocateArray<byte>(secret.Utf8.Length + 1, pinned: true);
        try
        {
            secret.Utf8.CopyTo(keys);
            keys[^1] = (byte)'\r';
            await WriteAsync(keys, cancellationToken).ConfigureAwait(false);
            return true;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(keys);
        }
    }

    /// <summary>Types a text that is not a secret.</summary>
    public Task TypeAsync(string text, CancellationToken cancellationToken) => PressAsync(text + "\r", cancellationToken);

    /// <summary>Presses keys, and no Enter that is not among them.</summary>
    public async Task PressAsync(string keys, CancellationToken cancellationToken)
    {
        if (terminal.IsEchoOff() is null)
        {
            await Task.Delay(Settle, clock, cancellationToken).ConfigureAwait(false);
        }

        await WriteAsync(Encoding.UTF8.GetBytes(keys), cancellationToken).ConfigureAwait(false);
    }

    private async Task WriteAsync(byte[] keys, CancellationToken cancellationToken)
    {
        try
        {
            await terminal.Input.WriteAsync(keys, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The tool is gone, or reads nothing: its output and its end tell which.
        }
    }
}
