using System.Diagnostics;
using System.Runtime.Versioning;

namespace Keepalive.Platform.Files;

/// <summary>
/// Windows has no exchange, but share modes: while our handle is open no program can open the file to write, and we can't open it at
/// all while a program has it open to write. Readers, and a rename over it, are still possible; the latter is found in the backup.
/// </summary>
internal static class WindowsReplacement
{
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(25);

    /// <summary>Replaces the file when it holds what is expected, and leaves it its access list.</summary>
    /// <param name="from">The new file.</param>
    /// <param name="target">The file.</param>
    /// <param name="expected">What it has to hold.</param>
    /// <param name="isPrivate">Only its owner may then read and write it.</param>
    /// <param name="displaced">Where the old file is to go.</param>
    /// <returns>False: it holds something else, or is gone.</returns>
    [SupportedOSPlatform("windows")]
    public static bool TryReplace(string from, string target, ReadOnlySpan<byte> expected, bool isPrivate, string displaced)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                using var guard = new FileStream(target, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
                byte[] now = new byte[guard.Length];
                guard.ReadExactly(now);
                if (!expected.SequenceEqual(now))
                {
                    return false;
                }

                File.Replace(from, target, displaced, ignoreMetadataErrors: true);
                break;
            }
            catch (FileNotFoundException)
            {
                return false;
            }
            catch (Exception exception) when (Stopwatch.GetElapsedTime(start) < BusyFile.Patience && exception is IOException or UnauthorizedAccessException && File.Exists(from))
            {
                Thread.Sleep(BetweenAttempts);
            }
        }

        if (isPrivate)
        {
            new FileInfo(target).SetAccessControl(AtomicFile.OwnerOnlyAccess());
        }

        return true;
    }

    /// <summary>Gives the displaced file its place back.</summary>
    [SupportedOSPlatform("windows")]
    public static void PutBack(string displaced, string target) =>
        File.Replace(displaced, target, destinationBackupFileName: null, ignoreMetadataErrors: true);
}
