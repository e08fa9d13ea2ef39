using Keepalive.Native.Libc;

namespace Keepalive.Diagnostics.Checks;

/// <summary>Files that other users may change. These files contain commands that run with this account's rights.</summary>
internal sealed class OpenToChange() : DiagnosticCheck(
    "KA012", DiagnosticArea.Files, DiagnosticSeverity.Warning,
    "Other users may change a file or folder that contains commands",
    "Another user could write a credential_process or a helper there. That program would then run as you, with your credentials.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (OperatingSystem.IsWindows())
        {
            yield break;
        }

        string[] folders = [Path.GetDirectoryName(context.Config.Path)!, context.Cache.Path, .. context.Settings.Select(file => Path.GetDirectoryName(file.Path)!)];
        string[] files = [context.Config.Path, .. context.Settings.Select(file => file.Path)];
        foreach (string path in folders.Where(Directory.Exists).Concat(files.Where(File.Exists)).Distinct())
        {
            // File.Exists is true of a link that leads nowhere, too; that has no mode.
            // Of a folder with the sticky bit, such as the temporary one, others can't replace what is not theirs.
            if (FileStatus.Of(path)?.Permissions is { } mode && mode.HasFlag(UnixFileMode.OtherWrite) && !mode.HasFlag(UnixFileMode.StickyBit))
            {
                yield return Found($"{context.Brief(path)} has the mode {Convert.ToString((int)mode, 8).PadLeft(4, '0')}.", $"Run: chmod o-w {context.Brief(path)}", path);
            }
        }
    }
}
