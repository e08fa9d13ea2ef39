using System.Collections;
using System.Management.Automation;

namespace Keepalive.Commands;

/// <summary>
/// The properties of an object that are shown where no others are asked for. They are attached in code, because a format file is a script that an
/// execution policy of Restricted refuses. Up to four are shown as a table, more as a list, which has no line for what has no value; none is a secret.
/// </summary>
internal static class DefaultView
{
    private const int WidestTable = 4;

    internal static string[] OfCredential => ["Profile", "MaskedAccessKey", "ExpirationLocal", "Source"];

    public static PSObject Of(object value)
    {
        var shown = new PSObject(value);
        if (Properties(value) is { } names)
        {
            string[] filled = [.. names.Where(name => HasValue(shown.Properties[name]?.Value))];
            names = filled.Length > WidestTable ? filled : names;
            shown.Members.Add(new PSMemberSet("PSStandardMembers",
            [
                new PSPropertySet("DefaultDisplayPropertySet", names),
                new PSNoteProperty("DefaultDisplayProperty", names[value is ClaudeAwsCredential ? 1 : 0]),
            ]));
        }

        return shown;
    }

    private static bool HasValue(object? value) => value switch
    {
        null or "" => false,
        ICollection list => list.Count > 0,
        _ => true,
    };

    private static string[]? Properties(object value) => value switch
    {
        ClaudeAwsCredential => OfCredential,
        ClaudeAwsSession { AutoLoginHold: null, SignIn: null, ErrorId: null } => ["Profile", "Verdict", "TimeLeft", "ExpiresLocal"],
        ClaudeAwsSession => ["Profile", "Verdict", "TimeLeft", "ExpiresLocal", "Source", "ErrorId", "Note", "SignIn", "AutoLoginHold"],
        ClaudeAwsSignIn => ["Session", "ExpiresLocal", "WasGood"],
        ClaudeAwsRefresh => ["Profile", "Way", "ExpiresLocal"],
        ClaudeAwsSetting => ["Name", "Value", "Origin", "From"],
        ClaudeAwsFinding => ["Id", "Severity", "Title", "Seen", "Why", "Remedy", "HostsToAllow"],
        ClaudeAwsEndpoint => ["Service", "Fault", "Url", "Status"],
        ClaudeAwsExplanationStep => ["Topic", "Mark", "Text"],
        ClaudeAwsInstallation => ["SettingsPath", "Engine", "ChangedFiles", "Commands", "Notes", "NextStep"],
        ClaudeAwsUninstallation => ["SettingsPath", "ChangedFiles", "RemovedFiles", "DeletedPaths", "Notes"],
        ClaudeAwsRepair => ["Mended", "ChangedFiles", "Backups", "Left", "Sentence"],
        _ => null,
    };
}
