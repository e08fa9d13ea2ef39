using Keepalive.Platform.Files;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>One installation at a time.</summary>
internal static class InstallationLock
{
    private const int Attempts = 200;

    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(50);

    public static FileLock Take(SystemEnvironment environment)
    {
        string path = StatePaths.Of(environment, StatePaths.InstallationLock);
        for (int attempt = 1; attempt < Attempts; attempt++)
        {
            if (FileLock.TryAcquire(path) is { } taken)
            {
                return taken;
            }

            Thread.Sleep(BetweenAttempts);
        }

        throw KeepaliveErrors.InstallationRefused("Another installation is running", "Wait until it ends, then try again.", path);
    }
}
