using System.Text.RegularExpressions;

namespace Keepalive.Diagnostics.Checks;

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
