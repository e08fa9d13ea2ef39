using System.Management.Automation;
using Keepalive.SignIn;
using Keepalive.Workers;

namespace Keepalive.Commands;

/// <summary>Tells the sign-in of a refresh: each row as information of its own, so that Claude Code's Sign-in box makes a row of it.</summary>
internal sealed class RefreshStreams : IProgress<SignInProgress>
{
    private static readonly string[] HostTag = ["PSHOST"];

    private readonly SignInRows _rows;
    private readonly DelayedProgress _progress;

    public RefreshStreams(KeepaliveCmdlet cmdlet, StreamQueue writes, DelayedProgress progress, TimeProvider clock)
    {
        _rows = new SignInRows(row => writes.Post(() => Tell(cmdlet, row)), clock);
        _progress = progress;
    }

    /// <summary>Writes a row as Write-Host would.</summary>
    public static void Tell(KeepaliveCmdlet cmdlet, string row) => cmdlet.WriteInformation(new HostInformationMessage { Message = row }, HostTag);

    public void Report(SignInProgress value)
    {
        _rows.Report(value);
        _progress.Say(SignInGuide.Status(value));
    }
}
