using Keepalive.Aws.Profiles;
using Keepalive.ClaudeCode.Installation;
using Keepalive.Diagnostics.Facts;
using Keepalive.Diagnostics.Findings;
using Keepalive.Diagnostics.Repairs;

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

/// <summary>Keys and a profile, both in the environment.</summary>
internal sealed class KeysBesideProfileVariable() : DiagnosticCheck(
    "KA302", DiagnosticArea.Shadowing, DiagnosticSeverity.Warning,
    "The environment has both keys and a profile",
    "The aws CLI uses the keys, but Claude Code uses the profile. So two programs in one shell may use different accounts.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        string? profile = context.ClientVariable("AWS_PROFILE");
        if (profile is not null && context.ClientVariable("AWS_ACCESS_KEY_ID") is not null)
        {
            yield return Found($"AWS_ACCESS_KEY_ID is set, and AWS_PROFILE is '{profile}'.", "Unset AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, or unset AWS_PROFILE.");
        }
    }
}

/// <summary>A name that Claude Code's own SDK passes over.</summary>
internal sealed class InvisibleProfile() : DiagnosticCheck(
    "KA303", DiagnosticArea.Shadowing, DiagnosticSeverity.Warning,
    "Claude Code can't see a profile of this name",
    "Its SDK accepts only letters, digits and _ - / . % @ : + in a profile name. With another character in AWS_PROFILE, its default credential chain finds nothing.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from profile in context.Profiles
        where !ProfileName.IsPortable(profile.Name)
        select FoundIn(context, profile, $"Profile '{profile.Name}' has a character in its name that Claude Code does not accept.", "Rename the profile.", place: null);
}

/// <summary>HOME and USERPROFILE that lead to two places.</summary>
internal sealed class TwoHomes() : DiagnosticCheck(
    "KA306", DiagnosticArea.Shadowing, DiagnosticSeverity.Warning,
    "HOME and USERPROFILE are different folders",
    "Claude Code reads the files below HOME, the aws CLI those below USERPROFILE. Each of the two programs ignores a sign-in with the other one.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.Environment is { IsWindows: true, UnusableHome: { } unusable })
        {
            yield return Found(
                $"HOME is {unusable}, which is not a path of Windows. Keepalive uses USERPROFILE instead; Claude Code looks for .aws in a folder that does not exist.",
                "Delete the variable HOME, or set it to the same folder as USERPROFILE.");
        }
        else if (context.Environment is { IsWindows: true } environment && environment.Get("HOME") is { } home && environment.Get("USERPROFILE") is { } profile
            && !Plain(home).Equals(Plain(profile), StringComparison.OrdinalIgnoreCase))
        {
            yield return Found($"HOME is {home}, USERPROFILE is {profile}.", "Unset HOME, or set it to the same folder as USERPROFILE.");
        }
    }

    private static string Plain(string folder)
    {
        string plain = folder.Replace('/', '\\').TrimEnd('\\');
        return plain is ['\\', var drive, '\\', ..] ? $"{drive}:{plain[2..]}" : plain;
    }
}

/// <summary>Two variables that name two profiles or regions.</summary>
internal sealed class TwoProfileVariables() : DiagnosticCheck(
    "KA307", DiagnosticArea.Shadowing, DiagnosticSeverity.Warning,
    "Two variables have different values",
    "Older tools prefer AWS_DEFAULT_PROFILE and AWS_DEFAULT_REGION; newer tools prefer AWS_PROFILE and AWS_REGION.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from pair in ((string, string)[])[("AWS_PROFILE", "AWS_DEFAULT_PROFILE"), ("AWS_REGION", "AWS_DEFAULT_REGION")]
        let first = context.ClientVariable(pair.Item1)
        let second = context.ClientVariable(pair.Item2)
        where first is not null && second is not null && first != second
        select Found($"{pair.Item1} is '{first}', {pair.Item2} is '{second}'.", $"Unset {pair.Item2}.");
}

/// <summary>A profile that only Claude Code and what it starts use.</summary>
internal sealed class ClientProfile() : DiagnosticCheck(
    "KA308", DiagnosticArea.Shadowing, DiagnosticSeverity.Warning,
    "Claude Code and the shell use different profiles",
    "Commands that Claude Code starts use Claude Code's profile, also commands that you type after '!'.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        string? named = context.Environment.Get("AWS_PROFILE");
        string own = named ?? "default";
        if (context.FindSetting("env", "AWS_PROFILE") is not { Text: { Length: > 0 } name } setting || name == own || IsInstalled(context, name) || Meant(context, name) is var there && there?.Name == own)
        {
            yield break;
        }

        if (named is null && context.Files?.Find(own) is null)
        {
            yield break; // The shell has no profile at all.
        }

        bool isSame = Account(there) is { } account && account == Account(Meant(context, own));
        yield return Found(
            $"{setting.Place(context)} sets AWS_PROFILE to '{name}'. The shell uses profile '{own}', {(isSame ? "which has the same account and role" : "which has another account or role, according to the AWS files")}.",
            isSame ? "Nothing needs to be done." : "If this is intended, do nothing. Otherwise set both to the same profile.", setting.File.Path, setting.Line, isSame ? DiagnosticSeverity.Information : null);
    }

    /// <summary>The profile of ours: that is what an installation is asked for. <see cref="ChainOfAnotherProfile"/> finds the one that has become wrong.</summary>
    private static bool IsInstalled(DiagnosticContext context, string name) =>
        name == ChainProfile.Name && context.HelperChoice.Name != name && context.Files is { } files && ChainProfile.SourceOf(files) is not null;

    /// <summary>The profile whose credential it uses.</summary>
    private static AwsProfile? Meant(DiagnosticContext context, string name) =>
        context.Files?.Find(name) is { } profile && profile[SourceProfile.Key] is { Value: { Length: > 0 } source } ? context.Files.Find(source) : context.Files?.Find(name);

    private static (string, string?)? Account(AwsProfile? profile) =>
        profile?["sso_account_id"] is { } account ? (account.Value, profile["sso_role_name"]?.Value) : null;
}

/// <summary>The profile of ours, which still has the credential of a profile that the helpers no longer use.</summary>
internal sealed class ChainOfAnotherProfile() : DiagnosticCheck(
    "KA315", DiagnosticArea.Shadowing, DiagnosticSeverity.Warning,
    "The default credential chain and the helpers use different profiles",
    "Commands that Claude Code starts use the default credential chain, and Claude Code itself uses it while the export fails. So a part of the requests may go to another account.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        ProfileChoice helpers = context.HelperChoice;
        if (context.ClientVariable("AWS_PROFILE") == ChainProfile.Name && context.Files?.Find(ChainProfile.Name)?[ChainProfile.SourceKey] is { Value: { Length: > 0 } source } place
            && helpers.Name != ChainProfile.Name && helpers.Name != source)
        {
            yield return Found(
                $"The helpers use profile '{helpers.Name}', chosen by {helpers.ChosenBy}. Profile '{ChainProfile.Name}', the default credential chain, still uses '{source}'.",
                $"Run: claude-aws install {CommandWord.Profile(helpers.Name)}", place.File, place.Line);
        }
    }
}

/// <summary>A variable that makes Claude Code pass over all AWS keys.</summary>
internal sealed class BearerToken() : DiagnosticCheck(
    "KA309", DiagnosticArea.Shadowing, DiagnosticSeverity.Warning,
    "A variable makes Claude Code ignore the AWS credentials",
    "Claude Code does not use the keys that Keepalive renews.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from name in (string[])["AWS_BEARER_TOKEN_BEDROCK", "CLAUDE_CODE_SKIP_BEDROCK_AUTH"]
        where context.ClientVariable(name) is { Length: > 0 } value && value != "0"
        let setting = context.FindSetting("env", name)
        select Found($"{name} is set{(setting is null ? string.Empty : $" in {setting.Place(context)}")}.", $"Unset {name}, unless this is intended.", setting?.File.Path, setting?.Line);
}

/// <summary>Keys in environment variables, although no profile is set.</summary>
internal sealed class KeysOfEnvironment() : DiagnosticCheck(
    "KA310", DiagnosticArea.Shadowing, DiagnosticSeverity.Warning,
    "Keys in environment variables override the profile",
    "A tool that gets no profile as an option uses these keys. The keys are not renewed, and signing in to the profile does not help.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.InUse is { } profile && context.ClientVariable("AWS_ACCESS_KEY_ID") is not null && context.ClientVariable("AWS_PROFILE") is null)
        {
            ClaudeSetting? setting = context.FindSetting("env", "AWS_ACCESS_KEY_ID");
            yield return Found(
                $"AWS_ACCESS_KEY_ID is set{(setting is null ? string.Empty : $" in {setting.Place(context)}")}, but AWS_PROFILE is not set. Profile '{profile.Name}' is not used.",
                "Unset AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN.", setting?.File.Path, setting?.Line);
        }
    }
}

/// <summary>A region for Claude Code that is not the profile's.</summary>
internal sealed class RegionDiffers() : DiagnosticCheck(
    "KA311", DiagnosticArea.Shadowing, DiagnosticSeverity.Information,
    "Claude Code and the profile use different Bedrock regions",
    "Claude Code uses the region in AWS_REGION. Other commands use the profile's region if the variable is not set.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.InUse?["region"] is { Value: { Length: > 0 } own } place && context.ClientVariable("AWS_REGION") is { } region && region != own)
        {
            yield return Found(
                $"AWS_REGION is {region}{(context.FindSetting("env", "AWS_REGION") is { } setting ? $" in {setting.Place(context)}" : string.Empty)}; profile '{context.Choice.Name}' has {own}.",
                "If this is intended, do nothing. Otherwise set both to the same region.", place.File, place.Line);
        }
    }
}
