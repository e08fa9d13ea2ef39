namespace Keepalive.Diagnostics.Checks;

/// <summary>Keys in the environment, and a profile that nobody has named.</summary>
internal sealed class KeysOfEnvironment() : DiagnosticCheck(
    "KA310", DiagnosticArea.Shadowing, DiagnosticSeverity.Warning,
    "Keys in the environment go before the profile",
    "Every tool that is not given a profile takes them; when they end, nothing renews them, and the profile's sign-in changes nothing.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.InUse is { } profile && context.ClientVariable("AWS_ACCESS_KEY_ID") is not null && context.ClientVariable("AWS_PROFILE") is null)
        {
            ClaudeSetting? setting = context.FindSetting("env", "AWS_ACCESS_KEY_ID");
            yield return Found(
                $"AWS_ACCESS_KEY_ID is set{(setting is null ? string.Empty : $" in {setting.Place(context)}")}, AWS_PROFILE is not, and there is a profile '{profile.Name}'.",
                "Unset AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN.", setting?.File.Path, setting?.Line);
        }
    }
}
