using System.Diagnostics;
using Keepalive.Platform.Files;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>
/// Every lock of the state folder at once: no worker and no helper is in the middle of something while its files go. A renewal is awaited, because
/// it takes seconds; a sign-in is not, because a person is at it.
/// </summary>
internal sealed class StateAlone : IDisposable
{
    private const string LockEnd = ".lock";
    private const string SignInEnd = ".sign-in.lock";
    private const string RenewalEnd = ".renewal.lock";

    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(20);

    private readonly Dictionary<string, FileLock> _locks = new(StringComparer.Ordinal);

    /// <summary>For the renewals that run.</summary>
    internal static TimeSpan Patience { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Refuses while a sign-in runs; takes nothing.</summary>
    /// <exception cref="KeepaliveException">InstallationRefused.</exception>
    public static void RequireNoSignIn(StateFiles files)
    {
        if (files.Own.FirstOrDefault(static path => path.EndsWith(SignInEnd, StringComparison.Ordinal) && FileLock.IsHeld(path)) is { } held)
        {
            throw Busy(held);
        }
    }

    /// <summary>Takes them.</summary>
    /// <exception cref="KeepaliveException">InstallationRefused: a process does not end; StateFolderUnusable.</exception>
    public static StateAlone Take(StateFiles files)
    {
        var alone = new StateAlone();
        try
        {
            // A worker has its lease for life and the others inside, so the leases come first.
            long start = Stopwatch.GetTimestamp();
            foreach (string path in files.Own.Where(static path => path.EndsWith(LockEnd, StringComparison.Ordinal))
                .OrderBy(static path => path.EndsWith(SignInEnd, StringComparison.Ordinal) ? 0 : path.EndsWith(RenewalEnd, StringComparison.Ordinal) ? 1 : 2))
            {
                FileLock? taken;
                while ((taken = FileLock.TryAcquire(path)) is null)
                {
                    if (path.EndsWith(SignInEnd, StringComparison.Ordinal) || Stopwatch.GetElapsedTime(start) >= Patience)
                    {
                        throw Busy(path);
                    }

                    Thread.Sleep(BetweenAttempts);
                }

                alone._locks[path] = taken;
            }

            return alone;
        }
        catch
        {
            alone.Dispose();
            throw;
        }
    }

    /// <summary>Deletes a lock's file with the lock: on Windows an open file can't be deleted.</summary>
    public void Delete(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.Delete(path);
        }

        if (_locks.Remove(path, out FileLock? held))
        {
            held.Dispose();
        }

        File.Delete(path);
    }

    public bool Has(string path) => _locks.ContainsKey(path);

    public void Dispose()
    {
        foreach (FileLock held in _locks.Values)
        {
            held.Dispose();
        }

        _locks.Clear();
    }

    private static KeepaliveException Busy(string path)
    {
        string file = Path.GetFileName(path);
        string? name = file.StartsWith("for ", StringComparison.Ordinal) ? Uri.UnescapeDataString(file["for ".Length..].Split('.')[0]) : null;
        return file.EndsWith(SignInEnd, StringComparison.Ordinal)
            ? KeepaliveErrors.InstallationRefused(
                $"The sign-in to '{NameIn(file, SignInEnd)}' is running", "Complete it, or cancel it with 'claude-aws login --cancel' (Connect-ClaudeAws -Cancel). Then purge.", path)
            : KeepaliveErrors.InstallationRefused(
                file.EndsWith(RenewalEnd, StringComparison.Ordinal) ? $"The renewal for '{NameIn(file, RenewalEnd)}' is running"
                    : $"A process of Keepalive uses {path}{(name is null ? string.Empty : $" (for '{name}')")}",
                "Close the Claude Code sessions, or wait a minute. Then purge.", path);
    }

    private static string NameIn(string file, string end) => Uri.UnescapeDataString(file["for ".Length..^end.Length]);
}
