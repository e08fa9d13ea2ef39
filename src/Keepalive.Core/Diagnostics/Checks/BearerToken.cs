namespace Keepalive.Diagnostics.Checks;

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
