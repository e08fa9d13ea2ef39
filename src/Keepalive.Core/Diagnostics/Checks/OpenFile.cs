using Keepalive.Diagnostics.Repairs;
using Keepalive.Native.Libc;

namespace Keepalive.Diagnostics.Checks;

/// <summary>Secrets that others may read.</summary>
internal sealed class OpenFile() : DiagnosticCheck(
    "KA005", DiagnosticArea.Files, DiagnosticSeverity.Warning,
    "Other users may read a file with secrets",
    "Every account of this machine can use the keys or the token in this file.")
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (OperatingSystem.IsWindows())
        {
            yield break;
        }

        foreach (string path in Secret(context))
        {
            // A token file may have gone since it was read.
            if (FileStatus.Of(path)?.Permissions is { } mode && (mode & Others) != 0)
            {
                yield return Found(
                    $"{context.Brief(path)} has the mode {Convert.ToString((int)mode, 8).PadLeft(4, '0')}.", $"Make the file readable only for you: chmod 600 {context.Brief(path)}", path,
                    repair: FileOwner.Of(path)?.User == FileOwner.Of(context.Environment.Home ?? path)?.User ? new CloseFile(path) : null);
            }
        }
    }

    internal static IEnumerable<string> Secret(DiagnosticContext context)
    {
        if (context.Credentials.Exists)
        {
            yield return context.Credentials.Path;
        }

        if (context.Config.Exists && context.Profiles.Any(profile => profile.Config?.Properties.ContainsKey("aws_secret_access_key") == true))
        {
            yield return context.Config.Path;
        }

        foreach (TokenFile token in context.Cache.Files.Where(file => file.Token is not null && File.Exists(file.Path)))
        {
            yield return token.Path;
        }
    }
}
