namespace Keepalive.Host.Tests.Support;

/// <summary>Every verb of claude-aws with its cmdlet. A verb that changes something names the command lines that are tried with --dry-run.</summary>
internal static class VerbTable
{
    public static IReadOnlyList<VerbRow> All { get; } =
    [
        new("export", "Get-ClaudeAwsCredential"),
        new("status", "Get-ClaudeAwsSession"),
        new("check", "Test-ClaudeAwsSession"),
        new("statusline", "Get-ClaudeAwsSession"),
        new("explain", "Get-ClaudeAwsSession"),
        new("exec", "Use-ClaudeAwsCredential"),
        new("logs", "Get-ClaudeAwsLog"),
        new("config", "Get-ClaudeAwsConfiguration"),
        new("config list", "Get-ClaudeAwsConfiguration"),
        new("config get", "Get-ClaudeAwsConfiguration"),
        new("config path", null) { WithoutCmdlet = "CLAUDE_AWS_CONFIG and about_KeepaliveConfiguration tell it." },
        new("config schema", null) { WithoutCmdlet = "A file for editors, which is not run from PowerShell." },
        new("config set", "Set-ClaudeAwsConfiguration") { Changes = ["config set warnMinutes 7"] },
        new("config unset", "Set-ClaudeAwsConfiguration") { Changes = ["config unset autoLoginCmd"] },
        new("secret list", "Get-ClaudeAwsSecret"),
        new("secret test", "Test-ClaudeAwsSecret"),
        new("secret set", "Set-ClaudeAwsSecret") { Changes = ["secret set --profile keys --store plaintext", "secret set --profile other --store plaintext", "secret set --profile keys --command dotnet"] },
        new("secret remove", "Remove-ClaudeAwsSecret") { Changes = ["secret remove --profile keys --store plaintext"] },
        new("login", "Connect-ClaudeAws") { Changes = ["login --profile sso", "login --profile sso --use-device-code --force", "login --profile sso --cancel"] },
        new("logout", "Disconnect-ClaudeAws") { Changes = ["logout --profile sso"] },
        new("refresh", "Invoke-ClaudeAwsRefresh") { Changes = ["refresh --profile sso", "refresh --profile sso --force", "refresh --profile keys", "refresh --profile process"] },
        new("autologin", "Invoke-ClaudeAwsLogin") { Changes = ["autologin --profile keys", "autologin --profile keys --recipe saml2aws"] },
        new("install", "Install-ClaudeAwsKeepalive") { Asks = true, Changes = ["install --bedrock --region eu-central-1"] },
        new("uninstall", "Uninstall-ClaudeAwsKeepalive") { Asks = true, Changes = ["uninstall"] },
        new("reload", "Sync-ClaudeAwsKeepalive") { Changes = ["reload"] },
        new("doctor", "Test-ClaudeAwsSetup"),
        new("doctor", "Repair-ClaudeAwsSetup") { Changes = ["doctor --fix", "doctor --undo"] },
        new("support-bundle", "New-ClaudeAwsSupportBundle") { Asks = true, Changes = ["support-bundle --out OUT"] },
        new("answer", null) { WithoutCmdlet = "It answers from Claude Code, with ! in front. A cmdlet asks through its host." },
        new("completion", null) { WithoutCmdlet = "PowerShell completes a cmdlet by itself." },
        new("help", null) { WithoutCmdlet = "Get-Help." },
        new("version", null) { WithoutCmdlet = "Get-Module." },
    ];
}

/// <summary>One verb.</summary>
/// <param name="Verb">As it is typed, without options.</param>
/// <param name="Cmdlet">The cmdlet that does the same; null where there is none.</param>
internal sealed record VerbRow(string Verb, string? Cmdlet)
{
    /// <summary>Why there is no cmdlet.</summary>
    public string? WithoutCmdlet { get; init; }

    /// <summary>It asks a question where a person sits at a terminal.</summary>
    public bool Asks { get; init; }

    /// <summary>The command lines with which it changes something; empty where it changes nothing.</summary>
    public IReadOnlyList<string> Changes { get; init; } = [];

    public override string ToString() => $"{Verb} ({Cmdlet})";
}
