namespace Keepalive.Host.Cmdlets;

/// <summary>The cmdlets that the companion runs for Keepalive.Desktop.</summary>
internal static class CmdletTable
{
    public static Task RunAsync(CmdletContext context) => context.Request.Cmdlet switch
    {
        "Get-ClaudeAwsCredential" => CredentialCmdlets.GetAsync(context),
        "Use-ClaudeAwsCredential" => CredentialCmdlets.UseAsync(context),
        "Get-ClaudeAwsSession" => SessionCmdlets.GetAsync(context),
        "Test-ClaudeAwsSession" => SessionCmdlets.TestAsync(context),
        "Invoke-ClaudeAwsRefresh" => RefreshCmdlets.RefreshAsync(context),
        "Invoke-ClaudeAwsLogin" => RefreshCmdlets.LoginAsync(context),
        "Connect-ClaudeAws" => SignInCmdlets.ConnectAsync(context),
        "Disconnect-ClaudeAws" => SignInCmdlets.DisconnectAsync(context),
        "Install-ClaudeAwsKeepalive" => InstallCmdlets.InstallAsync(context),
        "Uninstall-ClaudeAwsKeepalive" => InstallCmdlets.UninstallAsync(context),
        "Test-ClaudeAwsSetup" => SetupCmdlets.TestAsync(context),
        "Repair-ClaudeAwsSetup" => SetupCmdlets.RepairAsync(context),
        "Get-ClaudeAwsConfiguration" => ConfigurationCmdlets.GetAsync(context),
        "Set-ClaudeAwsConfiguration" => ConfigurationCmdlets.SetAsync(context),
        "Complete" => CompletionCmdlets.CompleteAsync(context),
        _ => throw new NotSupportedException(),
    };
}
