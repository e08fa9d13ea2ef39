namespace Keepalive.Diagnostics.Checks;

/// <summary>A value in quotes where none belong, as npm's ini writer leaves them.</summary>
internal sealed class QuotedValue() : DiagnosticCheck(
    "KA314", DiagnosticArea.Shadowing, DiagnosticSeverity.Warning,
    "A value is in quotes",
    "Keepalive ignores the quotes. For the aws CLI, boto3 and Claude Code they are part of the value, and AWS rejects it.")
{
    private static readonly string[] s_keys = ["aws_access_key_id", "aws_secret_access_key", "aws_session_token", "aws_security_token", "sso_account_id", "sso_role_name", "sso_region"];

    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from profile in context.Profiles
        from section in profile.Sections
        let quoted = s_keys.Where(key => section.Properties.GetValueOrDefault(key) is { } property && property.Unquoted != property.Value).ToArray()
        where quoted.Length > 0
        let first = section.Properties[quoted[0]]
        select FoundIn(
            context, profile, $"{context.Brief(first.File)}, line {first.Line}: the value of {string.Join(", ", quoted)} is in quotes.", "Remove the quotes.", first);
}
