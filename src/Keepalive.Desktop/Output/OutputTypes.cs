namespace Keepalive.Commands;

/// <summary>Makes the objects of the module from those of the companion.</summary>
internal static class OutputTypes
{
    /// <exception cref="NotSupportedException">A newer companion's.</exception>
    public static object Make(string type, CompanionObject value) => type switch
    {
        nameof(ClaudeAwsCredential) => new ClaudeAwsCredential(value),
        nameof(ClaudeAwsSession) => new ClaudeAwsSession(value),
        nameof(ClaudeAwsExplanationStep) => new ClaudeAwsExplanationStep(value),
        nameof(ClaudeAwsSignIn) => new ClaudeAwsSignIn(value),
        nameof(ClaudeAwsRefresh) => new ClaudeAwsRefresh(value),
        nameof(ClaudeAwsSetting) => new ClaudeAwsSetting(value),
        nameof(ClaudeAwsFinding) => new ClaudeAwsFinding(value),
        nameof(ClaudeAwsEndpoint) => new ClaudeAwsEndpoint(value),
        nameof(ClaudeAwsInstallation) => new ClaudeAwsInstallation(value),
        nameof(ClaudeAwsUninstallation) => new ClaudeAwsUninstallation(value),
        nameof(ClaudeAwsRepair) => new ClaudeAwsRepair(value),
        _ => throw new NotSupportedException(type),
    };
}
