using Keepalive.Configuration;
using Keepalive.Native.Libc;

namespace Keepalive.Diagnostics.Checks;

/// <summary>A folder that must be writable but is not.</summary>
internal sealed class UnusableFolder() : DiagnosticCheck(
    "KA008", DiagnosticArea.Files, DiagnosticSeverity.Error,
    "A folder that Keepalive needs is not writable",
    "A renewed token can't be stored, so every Claude Code session needs its own sign-in.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        string home = context.Environment.Home ?? string.Empty;
        string[] folders = [context.Environment.Combine(home, ".aws"), context.Environment.Combine(home, ".aws", "sso"), context.Cache.Path, StateFolder.Locate(context.Environment)];
        foreach (string folder in folders)
        {
            if (File.Exists(folder))
            {
                yield return Found($"{context.Brief(folder)} is a file, not a folder.", "Move or delete the file.", folder);
            }
            else if (!OperatingSystem.IsWindows() && Directory.Exists(folder) && !Access.IsWritable(folder))
            {
                yield return Found($"{context.Brief(folder)} can't be written to.", $"Run: chmod u+rwx {context.Brief(folder)}", folder);
            }
        }
    }
}
