using Keepalive.Profiles;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A profile that signs in and then asks for nothing.</summary>
internal sealed class RoleIncomplete() : DiagnosticCheck(
    "KA106", DiagnosticArea.Profile, DiagnosticSeverity.Error,
    "A profile names no account or no role",
    "A sign-in succeeds, and there are no credentials after it.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from use in context.SingleSignOn
        let missing = Missing(use.Profile)
        where missing.Length > 0
        select FoundIn(
            context, use.Profile, $"Profile '{use.Profile.Name}' has no {string.Join(" and no ", missing)}.",
            "Add it; 'aws configure sso' shows the accounts and roles that you have.", use.Profile["sso_session"] ?? use.Profile["sso_start_url"]);

    private static string[] Missing(AwsProfile profile) =>
        [.. ((string[])["sso_account_id", "sso_role_name"]).Where(key => profile[key] is not { Value.Length: > 0 })];
}
