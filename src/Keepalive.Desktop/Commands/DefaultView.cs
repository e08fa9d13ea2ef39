using System.Management.Automation;

namespace Keepalive.Commands;

/// <summary>
/// The properties of an object that are shown where no others are asked for. They are attached in code, because a format file is a script that an
/// execution policy of Restricted refuses. At most four, which a host shows as a table; none is a secret.
/// </summary>
internal static class DefaultView
{
    public static PSObject Of(object value)
    {
        var shown = new PSObject(value);
        if (Properties(value) is { } names)
        {
            shown.Members.Add(new PSMemberSet("PSStandardMembers", [new PSPropertySet("DefaultDisplayPropertySet", names)]));
        }

        return shown;
    }

    private static string[]? Properties(object value) => value switch
    {
        ClaudeAwsCredential => ["Profile", "MaskedAccessKey", "ExpirationLocal", "Source"],
        ClaudeAwsSession => ["Profile", "Verdict", "TimeLeft", "ExpiresLocal"],
        ClaudeAwsSignIn => ["Session", "ExpiresLocal", "WasGood"],
        ClaudeAwsRefresh => ["Profile", "Way", "ExpiresLocal"],
        ClaudeAwsSetting => ["Name", "Value", "Origin", "From"],
        ClaudeAwsFinding => ["Id", "Severity", "Title", "Seen", "Remedy"],
        ClaudeAwsEndpoint => ["Service", "Url", "Fault", "Status"],
        ClaudeAwsExplanationStep => ["Topic", "Mark", "Text"],
        ClaudeAwsInstallation => ["SettingsPath", "Engine", "Commands", "Notes", "NextStep"],
        ClaudeAwsUninstallation => ["SettingsPath", "ChangedFiles", "DeletedPaths", "Notes"],
        ClaudeAwsRepair => ["Mended", "ChangedFiles", "Backups", "Left", "Sentence"],
        _ => null,
    };
}
