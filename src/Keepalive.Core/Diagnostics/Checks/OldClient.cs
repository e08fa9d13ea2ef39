namespace Keepalive.Diagnostics.Checks;

/// <summary>A Claude Code that does not know, or not well, what its settings say.</summary>
internal sealed class OldClient() : DiagnosticCheck(
    "KA410", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Warning,
    "Claude Code is too old for what its settings say",
    "What it does not know it passes over without a word.")
{
    private static readonly (Version Since, string Setting, string Before)[] s_facts =
    [
        (new(1, 0, 53), "awsCredentialExport", "does not know awsCredentialExport"),
        (new(2, 1, 141), "awsCredentialExport", "passes over awsCredentialExport while its default chain has any identity"),
        (new(2, 1, 176), "awsCredentialExport", "keeps each credential for an hour, also when it ends before"),
        (new(1, 0, 53), "awsAuthRefresh", "does not know awsAuthRefresh"),
        (new(2, 0, 24), "awsAuthRefresh", "shows nothing of what awsAuthRefresh prints, so no address and no code"),
        (new(2, 1, 97), "refreshInterval", "never runs a status line again by itself"),
        (new(2, 1, 139), "args", "starts hooks without their arguments"),
    ];

    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (ClientVersion.Find(context) is not { } version)
        {
            yield break;
        }

        foreach ((Version since, string setting, string before) in s_facts.DistinctBy(fact => (fact.Setting, IsOld: version < fact.Since)))
        {
            if (version < since && IsUsed(context, setting))
            {
                yield return Found($"Claude Code is {version}, which {before}; {since} is the first that does it right.", "Run: claude update");
            }
        }
    }

    private static bool IsUsed(DiagnosticContext context, string setting) => setting switch
    {
        "refreshInterval" => context.FindSetting("statusLine", setting) is not null,
        "args" => context.Settings.Any(file => file.Find("hooks") is { } hooks && file.Document!.TextOf(hooks.Node).IndexOf("\"args\""u8) >= 0),
        _ => context.FindSetting(setting) is not null,
    };
}
