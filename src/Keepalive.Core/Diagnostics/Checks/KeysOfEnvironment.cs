namespace Keepalive.Diagnostics.Checks;

/// <summary>Keys in environment variables, although no profile is set.</summary>
internal sealed class KeysOfEnvironment() : DiagnosticCheck(
    "KA310", DiagnosticArea.Shadowing, DiagnosticSeverity.Warning,
    "Keys in environment variables override the profile",
    "Tools use these keys unless they are given a profile. Nothing renews the keys when they expire, and signing in to the profile does not help.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.InUse is { } profile && context.ClientVariable("AWS_ACCESS_KEY_ID") is not null && context.ClientVariable("AWS_PROFILE") is null)
        {
            ClaudeSetting? setting = context.FindSetting("env", "AWS_ACCESS_KEY_ID");
            yield return Found(
                $"AWS_ACCESS_KEY_ID is set{(setting is null ? string.Empty : $" in {setting.Place(context)}")}, but AWS_PROFILE is not set. Profile '{profile.Name}' is not used.",
                "Unset AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN.", setting?.File.Path, setting?.Line);
        }
    }
}
