using Keepalive.ConsoleLogin;
using Keepalive.IdentityCenter;
using Keepalive.Platform.Files;
using Keepalive.Tokens;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>
/// Tokens in the state folder whose own files could not be written: each may be the only one with a refresh token that still works. They go to their
/// files before the state folder goes. Under the token locks.
/// </summary>
internal static class HeldTokens
{
    private const string End = ".held.json";
    private const int MaximumLength = TokenFileLength.Most;

    /// <summary>Moves them.</summary>
    /// <exception cref="KeepaliveException">InstallationRefused: a file still can't be written; nothing is lost.</exception>
    public static void Settle(SystemEnvironment environment, StateFiles files)
    {
        foreach (string held in files.Own.Where(static path => path.EndsWith(End, StringComparison.Ordinal)))
        {
            string name = Path.GetFileName(held)[..^End.Length] + ".json";
            if (Path.GetFileName(Path.GetDirectoryName(held)) == StatePaths.ConsoleLogin)
            {
                Settle(held, environment.Combine(LoginTokenKind.FolderOf(environment), name), LoginToken.Parse);
            }
            else
            {
                string home = environment.Home ?? throw KeepaliveErrors.HomeNotFound();
                Settle(held, environment.Combine(home, ".aws", "sso", "cache", name), static content => SsoToken.Parse(content.Span));
            }
        }
    }

    private static void Settle(string held, string path, Func<ReadOnlyMemory<byte>, IRenewableToken?> parse)
    {
        try
        {
            if (parse(FileSnapshot.ReadOwn(held, MaximumLength, TimeProvider.System).Content) is not { } token || !Counts(token, path, parse))
            {
                return;
            }

            AtomicFile.Write(path, token.ToUtf8());
            File.Delete(held);
        }
        catch (UntrustedFileException)
        {
            // Another account can write it, so nothing reads it.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw KeepaliveErrors.InstallationRefused(
                $"{held} holds the only token of a sign-in, and it can't be written to {path}: {FileFault.Describe(path, exception)}",
                "Make that file writable, or sign out with 'claude-aws logout' (Disconnect-ClaudeAws). Then purge.", held);
        }
    }

    /// <summary>It is newer than the one in the file. Without a file nobody is signed in any more.</summary>
    private static bool Counts(IRenewableToken held, string path, Func<ReadOnlyMemory<byte>, IRenewableToken?> parse)
    {
        try
        {
            FileSnapshot file = FileSnapshot.Read(path, MaximumLength, TimeProvider.System);
            return file.Exists && (parse(file.Content) is not { } current || held.Expires > current.Expires
                || (held.Expires == current.Expires && held.RefreshToken != current.RefreshToken));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}
