using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Keepalive.Secrets;

/// <summary>
/// The one-time codes of the last minutes that a <c>totpCommand</c> has printed and a login tool was given, of all profiles and processes: none is given
/// twice (RFC 6238, 5.2), although two profiles may have the same command. The state folder has a keyed hash of each, never the code.
/// </summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="clock">The machine's clock.</param>
internal sealed class UsedCodes(SystemEnvironment environment, TimeProvider clock)
{
    private const string FileName = "used-codes";
    private const int MaximumLength = 64 * 1024;

    /// <summary>No service takes a code that is older.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    /// <summary>True for the first caller; the code is remembered before it is typed.</summary>
    /// <param name="code">The code.</param>
    /// <param name="cancellationToken">Ends the waiting for another process.</param>
    /// <exception cref="KeepaliveException">StateFolderUnusable, TimedOut.</exception>
    public async Task<bool> TryTakeAsync(Secret code, CancellationToken cancellationToken)
    {
        byte[] salt = await SlowFingerprint.SaltAsync(environment, clock, cancellationToken).ConfigureAwait(false);
        string hash = Hexadecimal.Lower(HMACSHA256.HashData(salt, code.Utf8));
        long now = clock.GetUtcNow().ToUnixTimeSeconds();
        bool isTaken = false;
        await SecretStateFile.ChangeAsync(
            environment, FileName, MaximumLength,
            content =>
            {
                List<string> rows = [.. Encoding.ASCII.GetString(content.Span).Split('\n').Where(row => IsRecent(row, now))];
                isTaken = rows.Any(row => row.EndsWith(' ' + hash, StringComparison.Ordinal));
                return isTaken ? null : Encoding.ASCII.GetBytes(string.Join('\n', rows.Append(string.Create(CultureInfo.InvariantCulture, $"{now} {hash}"))));
            },
            clock, cancellationToken).ConfigureAwait(false);
        return !isTaken;
    }

    /// <summary>A row from the future was written while the clock was wrong, and is kept as long as one from the past.</summary>
    private static bool IsRecent(string row, long now) =>
        row.IndexOf(' ') is > 0 and var end
        && long.TryParse(row.AsSpan(0, end), NumberStyles.None, CultureInfo.InvariantCulture, out long at)
        && Math.Abs(now - at) < (long)Memory.TotalSeconds;
}
