using System.Globalization;
using System.Text;
using Keepalive.Aws.AccessKeys;
using Keepalive.Platform.Files;
using Keepalive.Platform.Processes;

namespace Keepalive.Sessions;

/// <summary>
/// The last exported key of each client, for all processes: one small owner-only file for each client, format and profile. If a client asks again
/// earlier than necessary, AWS has probably rejected its key. While an exported key is valid, the client's requests succeed.
/// If the state folder can't be used, no key is recorded.
/// </summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="clock">The machine's clock.</param>
internal sealed class HandedOutKeys(SystemEnvironment environment, TimeProvider clock)
{
    private const int MaximumLength = 512;

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    /// <summary>Records the key in place of the client's previous key. The first record of a client also deletes the records of clients that have ended.</summary>
    /// <param name="key">The exported key.</param>
    public void Remember(HandedOutKey key)
    {
        try
        {
            string path = environment.Combine(Folder, NameOf(key.Client, key.Format, key.Profile));
            bool isFirst = !File.Exists(path);
            AtomicFile.Write(path, Encoding.ASCII.GetBytes(Write(key)), survivesPowerLoss: false);
            if (isFirst)
            {
                RemoveGoneClients(path);
                StaleFiles.RemoveBeside(path, Lifetime, static name => name.Split('~') is [_, "process" or "claude", ..]);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or KeepaliveException)
        {
            // The client's next request is then treated as its first one.
        }
    }

    /// <summary>Returns the last exported key of a profile for a client; null if there is no record.</summary>
    /// <param name="profile">The profile; empty for environment variables.</param>
    /// <param name="client">The id of the client's process. The caller compares the start of the process.</param>
    /// <param name="format">The format of the export.</param>
    public HandedOutKey? LastFor(string profile, int client, CredentialFormat format = CredentialFormat.Claude)
    {
        try
        {
            return Read(environment.Combine(Folder, NameOf(client, format, profile)));
        }
        catch (KeepaliveException)
        {
            return null;
        }
    }

    /// <summary>Returns the exported key of a profile with the latest expiry, of all clients. An unknown expiry is treated as the earliest.</summary>
    /// <param name="profile">The profile; empty for environment variables.</param>
    public HandedOutKey? Last(string profile)
    {
        try
        {
            return Directory.Exists(Folder)
                ? Directory.EnumerateFiles(Folder, $"*~*~{Uri.EscapeDataString(profile)}")
                    .Select(Read).OfType<HandedOutKey>().Where(key => key.Profile == profile)
                    .MaxBy(key => (key.Expires ?? DateTimeOffset.MinValue, key.Given))
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or KeepaliveException)
        {
            return null;
        }
    }

    private string Folder => StatePaths.Of(environment, StatePaths.HandedOut);

    private static string NameOf(int client, CredentialFormat format, string profile) =>
        string.Create(CultureInfo.InvariantCulture, $"{client}~{(format == CredentialFormat.Process ? "process" : "claude")}~{Uri.EscapeDataString(profile)}");

    private static string Write(HandedOutKey key) => string.Create(
        CultureInfo.InvariantCulture,
        $"{key.AccessKeyId} {(key.Expires is { } end ? Timestamp.Format(end) : "-")} {Timestamp.Format(key.Horizon)} {Timestamp.Format(key.Given)} {key.ClientStarted}\n");

    /// <summary>Reads a record. Null if the file has no valid record, or if the record is more than a day old or from the future.</summary>
    private HandedOutKey? Read(string path)
    {
        try
        {
            FileSnapshot snapshot = FileSnapshot.ReadOwn(path, MaximumLength, clock);
            return snapshot.Exists
                && Parse(Path.GetFileName(path).Split('~', 3), Encoding.ASCII.GetString(snapshot.Content.Span).Split(' ', StringSplitOptions.TrimEntries)) is { } key
                && clock.GetUtcNow() - key.Given is var age && age >= TimeSpan.Zero && age < Lifetime
                    ? key
                    : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    internal static HandedOutKey? Parse(string[] name, string[] words) =>
        name is [var client, var format, var profile]
        && words is [var accessKeyId, var end, var horizon, var given, var started]
        && int.TryParse(client, NumberStyles.None, CultureInfo.InvariantCulture, out int id)
        && long.TryParse(started, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long start)
        && TryRead(horizon, out DateTimeOffset asksAgain) && TryRead(given, out DateTimeOffset at)
            ? new HandedOutKey(
                Uri.UnescapeDataString(profile), accessKeyId, TryRead(end, out DateTimeOffset ends) ? ends : null, asksAgain, at, id,
                start, format == "process" ? CredentialFormat.Process : CredentialFormat.Claude)
            : null;

    private static bool TryRead(string text, out DateTimeOffset instant) =>
        Timestamp.TryRead(text, out instant);

    private void RemoveGoneClients(string fresh)
    {
        foreach (string file in Directory.EnumerateFiles(Folder))
        {
            if (file != fresh && Read(file) is { } key && !new CallingProcess(key.Client, key.ClientStarted).IsAlive)
            {
                File.Delete(file);
            }
        }
    }
}
