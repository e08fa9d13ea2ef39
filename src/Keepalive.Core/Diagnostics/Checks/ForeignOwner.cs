using Keepalive.Native.Libc;

namespace Keepalive.Diagnostics.Checks;

/// <summary>Files of a tool that was run with sudo.</summary>
internal sealed class ForeignOwner() : DiagnosticCheck(
    "KA006", DiagnosticArea.Files, DiagnosticSeverity.Error,
    "An AWS file belongs to another user",
    "Your tools can't renew it. Probably a command run with sudo created it.")
{
    public override IEnumerable<DiagnosticFinding> Examine(DiagnosticContext context)
    {
        if (OperatingSystem.IsWindows() || context.Environment.Home is not { } home || FileOwner.Of(home) is not { } owner)
        {
            yield break;
        }

        string[] places =
        [
            Path.GetDirectoryName(context.Config.Path)!, context.Config.Path, context.Credentials.Path,
            context.Cache.Path, .. context.Cache.Files.Where(file => file.Token is not null).Select(file => file.Path),
        ];
        foreach (string path in places.Where(Path.Exists))
        {
            if (path.StartsWith(home, StringComparison.Ordinal) && FileOwner.Of(path) is { } found && found.User != owner.User)
            {
                yield return Found(
                    $"{context.Brief(path)} belongs to user {found.User}, the home folder to user {owner.User}.", $"Run: sudo chown {owner.User} {context.Brief(path)}", path);
            }
        }
    }
}
