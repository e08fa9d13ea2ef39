using Keepalive.Platform.Time;

namespace Keepalive.Secrets;

/// <summary>A one-time code out of <c>totpCommand</c>: the printed text is the code itself.</summary>
internal static class CommandCode
{
    /// <summary>The usual length of a window (RFC 6238, 5.2); the program's own is not known.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    /// <summary>The code that it prints now. The caller disposes of it.</summary>
    /// <param name="command">The command.</param>
    /// <param name="limit">The time that is left.</param>
    /// <param name="clock">Measures the limit.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    /// <exception cref="KeepaliveException">SecretCommandFailed.</exception>
    public static async Task<Secret> ReadAsync(SecretCommand command, TimeSpan limit, TimeProvider clock, CancellationToken cancellationToken)
    {
        using Secret printed = await command.RunAsync(limit, clock, cancellationToken).ConfigureAwait(false);
        ReadOnlySpan<byte> code = printed.Utf8.Trim(" \t"u8);
        return code.Length is >= 6 and <= 8 && !code.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            ? Secret.FromUtf8(code)
            : throw command.Failed("printed a text that is not a code of 6 to 8 digits and nothing else");
    }

    /// <summary>The next code that no login was given; waits for the next window if this one's was. The caller disposes of it.</summary>
    /// <param name="command">The command.</param>
    /// <param name="name">The owner, for errors.</param>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="deadline">The caller's time.</param>
    /// <param name="clock">The machine's clock, which the program has too.</param>
    /// <param name="cancellationToken">Ends the program and the waiting.</param>
    /// <exception cref="KeepaliveException">SecretCommandFailed, OneTimeCodeUsed, StateFolderUnusable, TimedOut.</exception>
    public static async Task<Secret> NextAsync(
        SecretCommand command, SecretName name, SystemEnvironment environment, Deadline deadline, TimeProvider clock, CancellationToken cancellationToken)
    {
        var used = new UsedCodes(environment, clock);
        while (true)
        {
            Secret code = await ReadAsync(command, deadline.Remaining, clock, cancellationToken).ConfigureAwait(false);
            if (await used.TryTakeAsync(code, cancellationToken).ConfigureAwait(false))
            {
                return code;
            }

            code.Dispose();
            TimeSpan wait = Window - TimeSpan.FromTicks(clock.GetUtcNow().Ticks % Window.Ticks);
            if (wait > deadline.Remaining && !deadline.TryExtend(wait))
            {
                throw KeepaliveErrors.OneTimeCodeUsed(name.Description, wait);
            }

            await Task.Delay(wait, clock, cancellationToken).ConfigureAwait(false);
        }
    }
}
