using Keepalive.Profiles;

namespace Keepalive.Diagnostics.Checks;

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
