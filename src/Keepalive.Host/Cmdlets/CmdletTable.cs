namespace Keepalive.Host.Cmdlets;

/// <summary>The cmdlets that the companion runs for Keepalive.Desktop.</summary>
internal static class CmdletTable
{
    private static readonly Dictionary<string, Func<CmdletContext, Task>> s_cmdlets = new(StringComparer.Ordinal)
    {
        ["Get-ClaudeAwsCredential"] = CredentialCmdlets.GetAsync,
        ["Use-ClaudeAwsCredential"] = CredentialCmdlets.UseAsync,
        ["Get-ClaudeAwsSession"] = SessionCmdlets.GetAsync,
        ["Test-ClaudeAwsSession"] = SessionCmdlets.TestAsync,
        ["Invoke-ClaudeAwsRefresh"] = RefreshCmdlets.RefreshAsync,
        ["Invoke-ClaudeAwsLogin"] = RefreshCmdlets.LoginAsync,
        ["Connect-ClaudeAws"] = SignInCmdlets.ConnectAsync,
        ["Disconnect-ClaudeAws"] = SignInCmdlets.DisconnectAsync,
        ["Install-ClaudeAwsKeepalive"] = InstallCmdlets.InstallAsync,
        ["Uninstall-ClaudeAwsKeepalive"] = InstallCmdlets.UninstallAsync,
        ["Test-ClaudeAwsSetup"] = SetupCmdlets.TestAsync,
        ["Repair-ClaudeAwsSetup"] = SetupCmdlets.RepairAsync,
        ["Get-ClaudeAwsConfiguration"] = ConfigurationCmdlets.GetAsync,
        ["Set-ClaudeAwsConfiguration"] = ConfigurationCmdlets.SetAsync,
        ["Complete"] = CompletionCmdlets.CompleteAsync,
    };

    /// <summary>It is one of them.</summary>
    public static bool Has(string cmdlet) => s_cmdlets.ContainsKey(cmdlet);

    public static Task RunAsync(CmdletContext context) => s_cmdlets[context.Request.Cmdlet](context);
}
