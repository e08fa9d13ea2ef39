namespace Keepalive.Diagnostics.Online.Checks;

/// <summary>Variables of the network that Claude Code has otherwise than the shell.</summary>
internal sealed class TwoWaysOut() : OnlineCheck(
    "KA621", DiagnosticSeverity.Information,
    "Claude Code and the shell have different network settings",
    "The network results above are for the shell's settings. Claude Code and its helpers use other settings.")
{
    private static readonly string[] s_names =
        ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy", "NODE_EXTRA_CA_CERTS", "AWS_CA_BUNDLE", "SSL_CERT_FILE"];

    /// <summary>The values stay untold: a proxy's may hold a password.</summary>
    public override IEnumerable<DiagnosticFinding> Examine(OnlineFacts facts)
    {
        string[] others = [.. s_names.Where(name => facts.Context.FindSetting("env", name)?.Text is { Length: > 0 } value && value != facts.Context.Environment.Get(name))];
        if (others.Length > 0)
        {
            yield return Found(
                $"Claude Code's settings have a different value for {string.Join(", ", others)}.",
                "If only one of the two works, set both to the same value. To check Claude Code's settings, run the doctor inside Claude Code: ! claude-aws doctor.");
        }
    }
}
