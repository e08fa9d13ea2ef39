using System.Text;
using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Platform.Files;
using Keepalive.Workers;

namespace Keepalive.Credentials;

/// <summary>
/// The expiry of a key, if the login tool has printed it but not written it to the file: stored with the key's id, so that it is never used for
/// another key. One small file per profile in the state folder.
/// </summary>
internal static class KeptExpiry
{
    private const int MaximumLength = 128;

    /// <summary>Keeps it in place of an older one. Where that can't be done, the end stays unknown.</summary>
    public static void Remember(SystemEnvironment environment, string profile, string accessKeyId, DateTimeOffset end)
    {
        try
        {
            AtomicFile.Write(PathOf(environment, profile), Encoding.ASCII.GetBytes($"{accessKeyId} {Timestamp.Format(end)}\n"), survivesPowerLoss: false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or KeepaliveException)
        {
            // A key without a known end is used until AWS refuses it.
        }
    }

    /// <summary>The end of exactly this key; null when none is kept.</summary>
    public static CredentialExpiry? Find(SystemEnvironment environment, string profile, string accessKeyId, TimeProvider clock)
    {
        try
        {
            FileSnapshot snapshot = FileSnapshot.ReadOwn(PathOf(environment, profile), MaximumLength, clock);
            return snapshot.Exists
                && Encoding.ASCII.GetString(snapshot.Content.Span).Split(' ', StringSplitOptions.TrimEntries) is [var id, var end] && id == accessKeyId
                    ? ExpiryDiscovery.Read(end, "printed by the login tool", section: null, clock)
                    : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or KeepaliveException)
        {
            return null;
        }
    }

    private static string PathOf(SystemEnvironment environment, string profile) =>
        StatePaths.Of(environment, StatePaths.Expiries, "for " + WorkerPaths.FileName(profile));
}
