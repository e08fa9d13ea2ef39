using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Platform.Time;

namespace Keepalive.Credentials;

/// <summary>
/// Keys in environment variables. They are used only if no profile is set: a profile is an explicit choice, and keys that
/// some shell left behind must not override it.
/// </summary>
internal static class EnvironmentKeys
{
    private const string Where = "the environment variables AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN";

    /// <summary>Written by 'aws configure export-credentials --format env', aws-vault and our own export.</summary>
    private const string Known = "AWS_CREDENTIAL_EXPIRATION";

    /// <summary>
    /// Of older releases of aws-vault and of awsume, which writes local time. A shell keeps them when other keys are set, so they are a doubt.
    /// </summary>
    private static readonly (string Variable, bool IsLocal)[] s_others = [("AWS_SESSION_EXPIRATION", false), ("AWSUME_EXPIRATION", true)];

    /// <summary>The credential, or null when neither key nor secret is set.</summary>
    /// <exception cref="KeepaliveException">Half a pair, or malformed.</exception>
    public static AwsCredential? Find(SystemEnvironment environment, TimeProvider clock)
    {
        var material = new KeyMaterial(
            environment.Get("AWS_ACCESS_KEY_ID"), environment.Get("AWS_SECRET_ACCESS_KEY"), environment.Get("AWS_SESSION_TOKEN"), Where);
        if (material.IsAbsent)
        {
            return null;
        }

        string? told = environment.Get(Known);
        CredentialExpiry? expiry = told is not null ? ExpiryDiscovery.Read(told, Known, section: null, clock)
            : string.IsNullOrEmpty(material.SessionToken) ? null
            : s_others.Select(other => Guess(environment, other.Variable, other.IsLocal, clock)).FirstOrDefault(guess => guess is not null);
        AwsCredential credential = material.ToCredential(null, expiry, new CredentialOrigin(CredentialSourceKind.Environment, "environment variables"));
        return told is not null && expiry is null ? credential.WithoutEnd($"{Known} is not a readable time") : credential;
    }

    private static CredentialExpiry? Guess(SystemEnvironment environment, string variable, bool isLocal, TimeProvider clock)
    {
        if (environment.Get(variable) is not { } value || !ExpiryParser.TryParse(value, out DateTimeOffset instant, out bool zoneAssumed))
        {
            return null;
        }

        CredentialExpiry read = !zoneAssumed ? new CredentialExpiry(instant, variable)
            : isLocal ? new CredentialExpiry(WriterZone.AsLocal(instant, clock.LocalTimeZone), variable)
            : WriterZone.Read(instant, variable, section: null, clock);
        return read.Instant > clock.GetUtcNow() + ExpiryDiscovery.LongestLife ? null
            : read with { Doubt = read.Doubt ?? "the variable may belong to earlier keys of this shell" };
    }
}
