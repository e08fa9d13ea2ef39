namespace Keepalive.Diagnostics.Online.Checks;

/// <summary>Variables of the network that Claude Code has otherwise than the shell.</summary>
internal sealed class TwoWaysOut() : OnlineCheck(
    "KA621", DiagnosticSeverity.Information,
    "Claude Code has other network settings than the shell",
    "What is told here of the network is the shell's way out; Claude Code and the helpers it starts take another.")
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
                $"Its settings have a value of their own for {string.Join(", ", others)}.",
                "Where only one of the two works, give both the same; 'claude-aws doctor' inside Claude Code (! claude-aws doctor) takes its way.");
        }
    }
}
