using Keepalive.ClaudeCode.Installation;
using Keepalive.Profiles;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A profile that only Claude Code and what it starts use.</summary>
internal sealed class ClientProfile() : DiagnosticCheck(
    "KA308", DiagnosticArea.Shadowing, DiagnosticSeverity.Warning,
    "Claude Code and the shell use different profiles",
    "Commands that Claude Code starts use Claude Code's profile, also commands that you type after '!'.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        string own = context.Environment.Get("AWS_PROFILE") ?? "default";
        if (context.FindSetting("env", "AWS_PROFILE") is not { Text: { Length: > 0 } name } setting || name == own || IsInstalled(context, name) || Meant(context, name) is var there && there?.Name == own)
        {
            yield break;
        }

        bool isSame = Account(there) is { } account && account == Account(Meant(context, own));
        yield return Found(
            $"{setting.Place(context)} sets AWS_PROFILE to '{name}'; the shell's is '{own}', {(isSame ? "which is the same account and role" : "which is another account or role, according to the files")}.",
            isSame ? "You need to do nothing." : "If this is intended, do nothing. Otherwise set both to the same profile.", setting.File.Path, setting.Line, isSame ? DiagnosticSeverity.Information : null);
    }

    /// <summary>The profile of ours, for the one that our settings or variables choose: that is what an installation is asked for.</summary>
    private static bool IsInstalled(DiagnosticContext context, string name) =>
        name == ChainProfile.Name && context.Files is { } files && ChainProfile.SourceOf(files) is { } source
        && source == (context.Configuration.Policy?.Profile ?? context.Environment.Get("CLAUDE_AWS_PROFILE") ?? context.Environment.Get("CC_KEEPALIVE_PROFILE") ?? context.Configuration.Profile);

    /// <summary>The profile whose credential it uses.</summary>
    private static AwsProfile? Meant(DiagnosticContext context, string name) =>
        context.Files?.Find(name) is { } profile && profile[SourceProfile.Key] is { Value: { Length: > 0 } source } ? context.Files.Find(source) : context.Files?.Find(name);

    private static (string, string?)? Account(AwsProfile? profile) =>
        profile?["sso_account_id"] is { } account ? (account.Value, profile["sso_role_name"]?.Value) : null;
}
