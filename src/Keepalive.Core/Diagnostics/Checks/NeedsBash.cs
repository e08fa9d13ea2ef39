using System.Text.RegularExpressions;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A command in the language of another shell than the one that reads it.</summary>
internal sealed partial class NeedsBash() : DiagnosticCheck(
    "KA414", DiagnosticArea.ClaudeCode, DiagnosticSeverity.Warning,
    "A command uses bash syntax, but /bin/sh runs it",
    "Claude Code always runs commands with /bin/sh. On this machine /bin/sh does not support this syntax, so the command fails or does something else.")
{
    private const string Sh = "/bin/sh";

    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context) =>
        context.Environment.IsWindows || OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() || IsBash() ? []
        : from helper in Helper.All(context)
          where helper.Arguments is null
          let word = Words().Match(helper.Command)
          where word.Success
          select Found(
              $"{helper.Slot} in {helper.Setting.Place(context)} contains '{word.Value.Trim()}'.", "Put the command into a script that begins with #!/bin/bash, and call the script.",
              helper.Setting.File.Path, helper.Setting.Line);

    /// <summary>Of the shells that /bin/sh may be, these know the words too.</summary>
    internal static bool IsBash()
    {
        try
        {
            string name = Path.GetFileName(new FileInfo(Sh).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? Sh);
            return name is "bash" or "zsh" || name.StartsWith("ksh", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return true;
        }
    }

    [GeneratedRegex(@"(?:^|[;&|(]\s*)(?:source|function|declare|shopt)\s|(?<=^|\s)\[\[\s|<\(|&>|<<<")]
    private static partial Regex Words();
}
