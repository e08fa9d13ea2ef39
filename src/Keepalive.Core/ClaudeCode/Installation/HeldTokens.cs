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
            if (parse(FileSnapshot.ReadOwn(held, TokenFileContent.MaximumLength, TimeProvider.System).Content) is { } token)
            {
                // Without a file there is no sign-in any more.
                TokenFileContent.Change(AtomicFile.TargetOf(path), now => now is { } content && (parse(content) is not { } current || HeldFile.IsNewer(token, current)) ? token.ToUtf8() : now);
                File.Delete(held);
            }
        }
        catch (UntrustedFileException)
        {
            // Another account can write it, so it is not read by any command.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw KeepaliveErrors.InstallationRefused(
                $"{held} holds the only token of a sign-in, and it can't be written to {path}: {FileFault.Describe(path, exception)}",
                "Make that file writable, or sign out with 'claude-aws logout' (Disconnect-ClaudeAws). Then purge.", held);
        }
    }
}
