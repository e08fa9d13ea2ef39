using Keepalive.Profiles;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A profile that only Claude Code and what it starts use.</summary>
internal sealed class ClientProfile() : DiagnosticCheck(
    "KA308", DiagnosticArea.Shadowing, DiagnosticSeverity.Information,
    "Claude Code uses another profile than the shell",
    "Commands that it starts work in that account, also those that you type after an exclamation mark.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (context.FindSetting("env", "AWS_PROFILE") is { Text: { Length: > 0 } name } setting
            && (context.Environment.Get("AWS_PROFILE") ?? "default") is var own && Account(context, name) is var account && Account(context, own) is var ownAccount
            && name != own && Identity(account) != Identity(ownAccount))
        {
            yield return Found(
                $"{setting.Place(context)} sets AWS_PROFILE to '{name}'; the shell's is '{own}'.",
                "Nothing, if that is meant. Else make both the same.", setting.File.Path, setting.Line);
        }
    }

    private static AwsProfile? Account(DiagnosticContext context, string name) =>
        context.Files?.Find(name) is { } profile && profile[SourceProfile.Key] is { Value: { Length: > 0 } source } ? context.Files.Find(source) : context.Files?.Find(name);

    private static (string?, string?, string?) Identity(AwsProfile? profile) =>
        profile?["sso_account_id"] is { } account ? (account.Value, profile["sso_role_name"]?.Value, null) : (null, null, profile?.Name);
}
