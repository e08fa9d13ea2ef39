using System.Text.RegularExpressions;
using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.ClaudeCode;
using Keepalive.ClaudeCode.Installation;
using Keepalive.Credentials;
using Keepalive.Diagnostics.Facts;
using Keepalive.Diagnostics.Findings;

namespace Keepalive.Diagnostics.Checks;

/// <summary>The profile in use is in neither file.</summary>
internal sealed class ProfileMissing() : DiagnosticCheck(
    "KA101", DiagnosticArea.Profile, DiagnosticSeverity.Error,
    "The profile in use does not exist",
    "There is no credential for it, and Claude Code may use another identity.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.Files is not null && context.InUse is null && (context.Choice.IsNamed || (context.Environment.Get("AWS_ACCESS_KEY_ID") is null && !EnvironmentWebIdentity.IsSet(context.Choice, context.Environment) && context.Session?.Source != CredentialSourceKind.Machine)))
        {
            yield return Found(
                $"Profile '{context.Choice.Name}' (chosen by {context.Choice.ChosenBy}) is neither in {context.Brief(context.Config.Path)} nor in {context.Brief(context.Credentials.Path)}.",
                Advice(context));
        }
    }

    private static string Advice(DiagnosticContext context)
    {
        string name = context.Choice.Name;
        if (context.Config.Content!.Document.Sections.Any(section => section.Type == IniSectionType.Other && section.Name == name))
        {
            return $"Write [profile {name}] instead of [{name}] in {context.Brief(context.Config.Path)}.";
        }

        IReadOnlyList<string> near = NearestNames.Of(name, context.Files!.ProfileNames());
        return near.Count > 0
            ? $"Did you mean {WordList.Or(near.Select(WordList.Quoted))}?"
            : "Create it with 'aws configure sso', or choose another profile with --profile or AWS_PROFILE.";
    }
}

/// <summary>A profile that signs in and then asks for nothing.</summary>
internal sealed class RoleIncomplete() : DiagnosticCheck(
    "KA106", DiagnosticArea.Profile, DiagnosticSeverity.Error,
    "A profile has no account or no role",
    "The sign-in succeeds, but AWS gives no credential after it.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from use in context.SingleSignOn
        let missing = Missing(use.Profile)
        where missing.Length > 0
        select FoundIn(
            context, use.Profile, $"Profile '{use.Profile.Name}' has no {string.Join(" and no ", missing)}.",
            "Add the missing value. 'aws configure sso' lists your accounts and roles.", use.Profile["sso_session"] ?? use.Profile["sso_start_url"]);

    private static string[] Missing(AwsProfile profile) =>
        [.. ((string[])["sso_account_id", "sso_role_name"]).Where(key => profile[key] is not { Value.Length: > 0 })];
}

/// <summary>No Bedrock region is set.</summary>
internal sealed class RegionMissing() : DiagnosticCheck(
    "KA107", DiagnosticArea.Profile, DiagnosticSeverity.Warning,
    "No region is set for the profile in use",
    "Claude Code then uses us-east-1, where your account may have no models. Other tools fail.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.InUse is { } profile && profile["region"] is not { Value.Length: > 0 }
            && context.ClientVariable("AWS_REGION") is null && context.ClientVariable("AWS_DEFAULT_REGION") is null)
        {
            yield return FoundIn(
                context, profile, $"Neither profile '{profile.Name}' nor AWS_REGION sets a region.",
                $"Run: aws configure set region REGION {CommandWord.Profile(profile.Name)}, or claude-aws install --region REGION", place: null);
        }
    }
}

/// <summary>An account or role of a form that Identity Center can't have.</summary>
internal sealed partial class RoleMalformed() : DiagnosticCheck(
    "KA111", DiagnosticArea.Profile, DiagnosticSeverity.Error,
    "An account id or a role name is not valid",
    "The sign-in succeeds, but AWS gives no credential after it.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from use in context.SingleSignOn
        from key in (string[])["sso_account_id", "sso_role_name"]
        let property = use.Profile[key]
        where property is { Value.Length: > 0 }
        let advice = key == "sso_account_id" ? OfAccount(property.Value) : OfRole(property.Value)
        where advice is not null
        select FoundIn(context, use.Profile, $"Profile '{use.Profile.Name}' has {key} = {property.Value}.", advice, property);

    private static string? OfAccount(string id) => Account().IsMatch(id) ? null : "Write the 12 digits of the account id, with leading zeros and without dashes.";

    private static string? OfRole(string name) =>
        Reserved().Match(name) is { Success: true } reserved ? $"This is the name of the role in IAM. Write the name of its permission set: {reserved.Groups["name"].Value}."
        : Role().IsMatch(name) ? null
        : "Write only the role's name, as the access portal shows it, without ARN or path.";

    [GeneratedRegex(@"^[0-9]{12}\z")]
    private static partial Regex Account();

    /// <summary>Source: GetRoleCredentials, and the names of roles in IAM.</summary>
    [GeneratedRegex(@"^[\w+=,.@-]{1,64}\z")]
    private static partial Regex Role();

    [GeneratedRegex(@"AWSReservedSSO_(?<name>[\w+=,.@-]+)_[0-9a-f]{16}\z")]
    private static partial Regex Reserved();
}

/// <summary>A profile whose credentials Keepalive can't get.</summary>
internal sealed class SourceUnsupported() : DiagnosticCheck(
    "KA112", DiagnosticArea.Profile, DiagnosticSeverity.Error,
    "Keepalive can't get credentials from the source of the profile in use",
    "'claude-aws export' and 'claude-aws refresh' fail for this profile, so its credential is not renewed.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.InUse is { } profile && Refusal(context) is { } refusal)
        {
            yield return FoundIn(context, profile, refusal.Message, refusal.Advice, profile["role_arn"] ?? profile["login_session"]);
        }
    }

    private static KeepaliveException? Refusal(DiagnosticContext context)
    {
        try
        {
            return new CredentialResolver(context.Environment, context.Configuration, context.Clock).FindRefusal(context.InUse!);
        }
        catch (KeepaliveException)
        {
            return null; // Another check tells of keys that can't be keys.
        }
    }
}

/// <summary>Keys that lack a part, or that can't be keys.</summary>
internal sealed class KeysUnusable() : DiagnosticCheck(
    "KA113", DiagnosticArea.Profile, DiagnosticSeverity.Error,
    "The keys of the profile in use can't be used",
    "The credential is incomplete.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.InUse is { } profile && profile["role_arn"] is null && StaticKeys.Find(profile) is { } keys && Fault(context, keys) is { } fault)
        {
            yield return FoundIn(context, profile, fault.Message, fault.Advice, keys.Section.Properties.GetValueOrDefault("aws_access_key_id"));
        }
    }

    private static KeepaliveException? Fault(DiagnosticContext context, StaticKeys keys)
    {
        try
        {
            _ = keys.ToCredential(context.Choice.Name, context.OwnSettings.ExpirationField, context.Clock);
            return null;
        }
        catch (KeepaliveException fault)
        {
            return fault;
        }
    }
}

/// <summary>A profile with settings, and with nothing to get credentials from.</summary>
internal sealed class SourceMissing() : DiagnosticCheck(
    "KA114", DiagnosticArea.Profile, DiagnosticSeverity.Error,
    "The profile in use has no source of credentials",
    "The profile has no keys, no sign-in and no credential_process. Only a role of the machine itself could give a credential.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.InUse is { } profile && !HasMeansOfItsOwn(context) && context.Session?.ErrorCode == KeepaliveErrorCode.CredentialNotFound
            && SsoUse.Of(profile) is null && profile["role_arn"] is null)
        {
            yield return Found(
                $"Profile '{profile.Name}' (chosen by {context.Choice.ChosenBy}) has neither keys nor sso_session, role_arn, login_session or credential_process.",
                "Run your login tool, run 'aws configure sso', or choose another profile with --profile or AWS_PROFILE.",
                (profile.Config ?? profile.Credentials)?.File.Path, milder: IsExported(context) ? null : DiagnosticSeverity.Warning);
        }
    }

    /// <summary>Keys or tokens that override any profile, or come from the machine.</summary>
    private static bool HasMeansOfItsOwn(DiagnosticContext context) =>
        ((string[])["AWS_ACCESS_KEY_ID", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_BEARER_TOKEN_BEDROCK"])
            .Any(name => context.ClientVariable(name) is { Length: > 0 });

    /// <summary>With our export in place, nothing else is asked.</summary>
    private static bool IsExported(DiagnosticContext context) =>
        context.FindSetting(Slots.ExportSetting) is { Text: { } command } && Ownership.IsCommand(command);
}
