using Keepalive.Aws.Profiles;
using Keepalive.Diagnostics.Facts;
using Keepalive.Diagnostics.Findings;
using Keepalive.Diagnostics.Repairs;
using Keepalive.IdentityCenter;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A profile that names an sso-session which is not there.</summary>
internal sealed class SsoSessionMissing() : DiagnosticCheck(
    "KA102", DiagnosticArea.Profile, DiagnosticSeverity.Error,
    "The sso-session of a profile does not exist",
    "No tool can sign in with the profile. The .NET tools can't read the profile.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from use in context.SingleSignOn
        where !use.IsLegacy && use.Section is null
        select FoundIn(
            context, use.Profile,
            $"Profile '{use.Profile.Name}' has 'sso_session = {use.SessionName}', but there is no section [sso-session {use.SessionName}] in {context.Brief(context.Config.Path)}.",
            Advice(context, use.SessionName!), use.Profile["sso_session"]);

    private static string Advice(DiagnosticContext context, string name)
    {
        IReadOnlyList<string> near = NearestNames.Of(
            name, context.Config.Content!.Document.Sections.Where(section => section.Type == IniSectionType.SsoSession).Select(section => section.Name));
        return near.Count > 0 ? $"Did you mean '{near[0]}'?" : "Create it with 'aws configure sso-session', or correct the name.";
    }
}

/// <summary>A sign-in without its address or region.</summary>
internal sealed class SsoSessionIncomplete() : DiagnosticCheck(
    "KA103", DiagnosticArea.Profile, DiagnosticSeverity.Error,
    "An sso-session has no start URL or no region",
    "No tool can sign in with it.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from use in context.SingleSignOn
        where use.IsLegacy || use.Section is not null
        from key in (string[])["sso_start_url", "sso_region"]
        where use.Find(key) is not { Value.Length: > 0 }
        select FoundIn(
            context, use.Profile,
            $"{(use.IsLegacy ? $"Profile '{use.Profile.Name}'" : $"Section [sso-session {use.SessionName}], used by profile '{use.Profile.Name}',")} has no {key}.",
            $"Add {key}. Your administrator knows the value.", use.Find("sso_start_url") ?? use.Find("sso_region") ?? use.Profile["sso_session"]);
}

/// <summary>A start URL inside the profile, which no tool can renew silently.</summary>
internal sealed class LegacySignIn() : DiagnosticCheck(
    "KA104", DiagnosticArea.Profile, DiagnosticSeverity.Warning,
    "A profile uses the old form of sign-in, whose token can't be renewed silently",
    "A browser opens every few hours, because this form has no refresh token.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from use in context.SingleSignOn
        where use.IsLegacy
        let repair = context.Config.CanBeEdited && MoveToSsoSession.Suits(use.Profile) ? new MoveToSsoSession(context.Config, context.Cache, use.Profile.Name) : null
        select FoundIn(
            context, use.Profile,
            $"Profile '{use.Profile.Name}' contains sso_start_url itself instead of sso_session.",
            Advice(repair is null ? null : SsoSessionPlace.Find(context.Config.Content!.Document, use.Profile["sso_start_url"]!.Value, use.Profile["sso_region"]!.Value)),
            use.Profile["sso_start_url"], repair);

    private static string Advice(SsoSessionPlace? place) => place switch
    {
        null => "Move sso_start_url and sso_region to a section [sso-session NAME] with 'sso_registration_scopes = sso:account:access', and write 'sso_session = NAME' in the profile.",
        { IsNew: true } => "Move sso_start_url and sso_region to a new section [sso-session NAME] (the repair does this, takes the first word of the address as NAME, and moves the token). Then run 'claude-aws login' to get a token that can be renewed.",
        _ => $"Write sso_session = {place.Name} instead of sso_start_url and sso_region. That section has the same values.",
    };
}

/// <summary>An sso-session that does not ask for a token that lasts.</summary>
internal sealed class ScopesMissing() : DiagnosticCheck(
    "KA105", DiagnosticArea.Profile, DiagnosticSeverity.Warning,
    "An sso-session has no registration scope",
    "If another tool signs in, it may get no refresh token. The sign-in then lasts hours instead of days.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) => context.SingleSignOn
        .Where(use => use.Section is not null && !(use.Find("sso_registration_scopes")?.Value ?? string.Empty).Contains("sso:account:access", StringComparison.Ordinal))
        .DistinctBy(use => use.SessionName)
        .Select(use => FoundIn(
            context, use.Profile,
            $"Section [sso-session {use.SessionName}] has {(use.Find("sso_registration_scopes") is null ? "no sso_registration_scopes" : "sso_registration_scopes without sso:account:access")}.",
            "Write 'sso_registration_scopes = sso:account:access' in the section, then sign in again.",
            use.Find("sso_registration_scopes") ?? use.Find("sso_start_url"),
            context.Config.CanBeEdited ? new AddScope(context.Config, use.SessionName!) : null));
}

/// <summary>A profile and its sso-session that say different things.</summary>
internal sealed class SsoSessionContradicted() : DiagnosticCheck(
    "KA108", DiagnosticArea.Profile, DiagnosticSeverity.Error,
    "A profile and its sso-session contradict each other",
    "The aws CLI rejects the profile. Some of the other tools use the value of the profile, and some the value of the sso-session.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from use in context.SingleSignOn
        where use.Section is not null
        from key in (string[])["sso_start_url", "sso_region"]
        let own = use.Profile[key]
        let shared = use.Find(key)
        where own is not null && shared is not null && own.Value != shared.Value
        select FoundIn(
            context, use.Profile,
            $"{key} is {PortalUrl.Shown(own.Value)} in profile '{use.Profile.Name}', and {PortalUrl.Shown(shared.Value)} in [sso-session {use.SessionName}].",
            $"Delete {key} from the profile.", own,
            context.Config.CanBeEdited && own.File == context.Config.Path ? new RemoveKeys(context.Config, use.Profile.Name, key) : null);
}

/// <summary>A key that begins with sso and means nothing.</summary>
internal sealed class UnknownSsoKey() : DiagnosticCheck(
    "KA109", DiagnosticArea.Profile, DiagnosticSeverity.Warning,
    "No tool knows this config key",
    "The config key is ignored. It is probably misspelt.")
{
    /// <summary>Keys of tools that read and write their own: aws-sso-util and its like.</summary>
    private static readonly string[] s_ofOthers =
        ["sso_account_name", "sso_account_alias", "sso_account_email", "sso_auto_populated", "sso_interactive_auth", "sso_profile_name", "sso_credential_process"];

    private static readonly string[] s_known =
        ["sso_session", "sso_start_url", "sso_region", "sso_account_id", "sso_role_name", "sso_registration_scopes", "sso_max_attempts", .. s_ofOthers];

    private static readonly string[] s_ofProfile = ["sso_session", "sso_start_url", "sso_region", "sso_account_id", "sso_role_name"];

    private static readonly string[] s_ofSession = ["sso_start_url", "sso_region", "sso_registration_scopes"];

    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) => context.Profiles
        .SelectMany(profile => profile.Sections, (profile, section) => (Profile: profile, Section: section, Session: (string?)null))
        .Concat(context.SingleSignOn.Where(use => use.Section is not null).DistinctBy(use => use.SessionName).Select(use => (use.Profile, Section: use.Section!, Session: use.SessionName)))
        .SelectMany(place => place.Section.Properties, (place, property) => (place.Profile, place.Section, place.Session, property.Key, property.Value))
        .Where(found => found.Key.StartsWith("sso", StringComparison.Ordinal) && !s_known.Contains(found.Key))
        .Select(found => FoundIn(
            context, found.Profile, $"{context.Brief(found.Value.File)}, line {found.Value.Line}: '{found.Key}' is a config key that no tool reads.",
            Repair(context, found.Profile, found.Section, found.Session, found.Key) is { } repair ? $"Rename it to '{repair.To}'." : Advice(found.Key), found.Value,
            Repair(context, found.Profile, found.Section, found.Session, found.Key)));

    private static string Advice(string key) =>
        NearestNames.Of(key, s_known.Except(s_ofOthers)) is [var near, ..] ? $"Did you mean '{near}'?" : "Delete it.";

    /// <summary>Where only one key can be meant, and that one is not there yet.</summary>
    private static RenameKey? Repair(DiagnosticContext context, AwsProfile profile, ProfileSection section, string? session, string key)
    {
        string[] meant = [.. (session is null ? s_ofProfile : s_ofSession).Where(known => NearestNames.Distance(key, known) <= 2 || (key.Length > 6 && known.StartsWith(key, StringComparison.Ordinal)))];
        bool isThere = meant is [var one] && (session is null ? profile[one] is not null : section.Properties.ContainsKey(one));
        ExaminedFile file = section.File.Path == context.Config.Path ? context.Config : context.Credentials;
        return meant.Length == 1 && !isThere && file.CanBeEdited
            ? new RenameKey(file, session is null ? IniSectionType.Profile : IniSectionType.SsoSession, session ?? profile.Name, key, meant[0])
            : null;
    }
}

/// <summary>Gives a misspelt key its right name.</summary>
internal sealed class RenameKey(ExaminedFile file, IniSectionType type, string section, string from, string to) : IniRepair(file, comesFirst: true)
{
    /// <summary>The right name.</summary>
    public string To => to;

    protected override IniDocument Change(IniDocument document) =>
        ProfileValue.Of(document, type, section, to) is null && IniPlace.All(document, type, section, from).Cast<IniPlace?>().LastOrDefault() is { } place ? document.Rename(place, to) : document;
}

/// <summary>Two spellings of one start URL, which are two sign-ins.</summary>
internal sealed class StartUrlVariants() : DiagnosticCheck(
    "KA110", DiagnosticArea.Profile, DiagnosticSeverity.Warning,
    "The same start URL is written in two ways",
    "The name of the token file depends on the exact text, so each spelling needs a separate sign-in.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) => context.SingleSignOn
        .Where(use => use.IsLegacy && use.Find("sso_start_url") is { Value.Length: > 0 })
        .GroupBy(use => StartUrl.Plain(use.Find("sso_start_url")!.Value), StringComparer.Ordinal)
        .SelectMany(group => group.DistinctBy(use => use.Find("sso_start_url")!.Value).Skip(1), (group, use) => (First: group.First(), Other: use))
        .Select(pair => FoundIn(
            context, pair.Other.Profile,
            $"Profile '{pair.First.Profile.Name}' has {PortalUrl.Shown(pair.First.Find("sso_start_url")!.Value)}, profile '{pair.Other.Profile.Name}' {PortalUrl.Shown(pair.Other.Find("sso_start_url")!.Value)}.",
            "Use the same sso-session in both profiles.", pair.Other.Find("sso_start_url"),
            context.Config.CanBeEdited && MoveToSsoSession.Suits(pair.First.Profile) && MoveToSsoSession.Suits(pair.Other.Profile) && Region(pair.First) == Region(pair.Other)
                ? new RepairTogether(new MoveToSsoSession(context.Config, context.Cache, pair.First.Profile.Name), new MoveToSsoSession(context.Config, context.Cache, pair.Other.Profile.Name))
                : null));

    private static string? Region(SsoUse use) => use.Find("sso_region")?.Value;
}

/// <summary>A start URL that IAM Identity Center rejects, or that only Keepalive corrects.</summary>
internal sealed class ForeignStartUrl() : DiagnosticCheck(
    "KA115", DiagnosticArea.Profile, DiagnosticSeverity.Error,
    "A start URL is not the address of an AWS access portal",
    "IAM Identity Center rejects it, so you can't sign in.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from use in context.SingleSignOn
        let property = use.Find("sso_start_url")
        where property is { Value.Length: > 0 }
        let mended = PortalUrl.Mend(property.Unquoted)
        let foreign = PortalUrl.FindFault(mended)
        let fault = foreign ?? (mended == property.Value ? null : $"must be {mended}; Keepalive corrects it, other tools use it as it is written")
        where fault is not null
        select FoundIn(
            context, use.Profile, $"{context.Brief(property.File)}, line {property.Line}: sso_start_url {fault}.",
            mended == property.Value || foreign is not null ? "Write the address of the AWS access portal that your administrator gave you." : $"Write {mended}.", property);
}
