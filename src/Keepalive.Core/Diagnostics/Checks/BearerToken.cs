namespace Keepalive.Diagnostics.Checks;

/// <summary>A variable that makes Claude Code pass over all AWS keys.</summary>
internal sealed class BearerToken() : DiagnosticCheck(
    "KA309", DiagnosticArea.Shadowing, DiagnosticSeverity.Warning,
    "A variable makes Claude Code pass over the AWS credentials",
    "Requests carry something else than the keys that are kept fresh here.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        from name in (string[])["AWS_BEARER_TOKEN_BEDROCK", "CLAUDE_CODE_SKIP_BEDROCK_AUTH"]
        where context.ClientVariable(name) is { Length: > 0 } value && value != "0"
        let setting = context.FindSetting("env", name)
        select Found($"{name} is set{(setting is null ? string.Empty : $" in {setting.Place(context)}")}.", $"Unset {name}, unless that is meant.", setting?.File.Path, setting?.Line);
}
