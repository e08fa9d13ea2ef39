using Keepalive.Credentials;
using Keepalive.Diagnostics.Repairs;
using Keepalive.Profiles;

namespace Keepalive.Diagnostics.Checks;

/// <summary>Keys in the credentials file of a profile that has another source too.</summary>
internal sealed class KeysBesideSource() : DiagnosticCheck(
    "KA301", DiagnosticArea.Shadowing, DiagnosticSeverity.Warning,
    "Keys in a file hide another source of the same profile",
    "Claude Code prefers the keys; the aws CLI prefers the sign-in. So old keys may still be used.")
{
    private static readonly string[] s_sources = ["sso_session", "sso_start_url", "credential_process", "login_session"];

    private static readonly string[] s_keys = ["aws_access_key_id", "aws_secret_access_key", "aws_session_token", "aws_security_token"];

    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from profile in context.Profiles
        where profile["role_arn"] is null
        let keys = StaticKeys.Find(profile)
        where keys is not null
        let other = s_sources.FirstOrDefault(key => profile[key] is not null)
        where other is not null
        select FoundIn(
            context, profile, $"Profile '{profile.Name}' has keys in {context.Brief(keys.Section.File.Path)}, and {other} in {context.Brief(profile[other]!.File)}.",
            IsPast(context, profile, keys) ? "Delete the keys: they have expired." : "Delete the keys, or move them to another profile.",
            keys.Section.Properties.GetValueOrDefault("aws_access_key_id"), Repair(context, profile, keys));

    private static RemoveKeys? Repair(DiagnosticContext context, AwsProfile profile, StaticKeys keys) =>
        (keys.Section.File.Path == context.Config.Path ? context.Config : context.Credentials) is { CanBeEdited: true } file && IsPast(context, profile, keys)
            ? new RemoveKeys(file, profile.Name, [.. s_keys, .. ExpiryDiscovery.KnownKeys])
            : null;

    /// <summary>If a key is valid or its expiry is unknown, the file may hold the only copy.</summary>
    private static bool IsPast(DiagnosticContext context, AwsProfile profile, StaticKeys keys) =>
        keys.Material.IsTemporary && keys.FindExpiry(context.Configuration.For(profile.Name).ExpirationField, context.Clock) is { Doubt: null } end && end.Instant <= context.Now
        && profile.Sections.Count(section => StaticKeys.In(section) is not null) == 1;
}
