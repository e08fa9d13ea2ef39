using System.Globalization;
using System.Text;
using Keepalive.Aws.AccessKeys;
using Keepalive.Platform.Files;
using Keepalive.Platform.Processes;

namespace Keepalive.Sessions;

/// <summary>
/// What was last given to which client, for all processes: one small owner-only file for a client, a form and a profile. One
/// that asks again before it has to was refused with what it has; and while a key that was given still lives, requests succeed.
/// Where the state folder can't be used, nothing is remembered.
/// </summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="clock">The machine's clock.</param>
internal sealed class HandedOutKeys(SystemEnvironment environment, TimeProvider clock)
{
    private const int MaximumLength = 512;

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    /// <summary>Keeps it in place of what the client had before; the first one of a client takes away those of clients that are gone.</summary>
    /// <param name="key">What was given.</param>
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
                StaleFiles.RemoveBeside(path, Lifetime);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or KeepaliveException)
        {
            // The next time the client asks is taken for its first.
        }
    }

    /// <summary>What a client was last given of a profile; null when nothing is known.</summary>
    /// <param name="profile">The profile; empty for environment variables.</param>
    /// <param name="client">The client's process. Its start is for the caller to compare.</param>
    /// <param name="format">The form it was asked for in.</param>
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

    /// <summary>Of all that any client was given of a profile, what lives longest; an end that nobody knows counts as the nearest.</summary>
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

    /// <summary>Null for what is no record, or was made a day ago or in the future.</summary>
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
