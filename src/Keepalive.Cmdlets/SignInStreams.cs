using System.Management.Automation;
using Keepalive.SignIn;
using Keepalive.Workers;

namespace Keepalive.Commands;

/// <summary>
/// Shows a sign-in on PowerShell's streams: the address and the code as information, shown like Write-Host's and captured in the
/// same ways; what is to be done as progress.
/// </summary>
/// <param name="cmdlet">The cmdlet that waits.</param>
/// <param name="session">The session's name.</param>
/// <param name="writes">Takes the writes to the pipeline thread.</param>
/// <param name="progress">The cmdlet's progress bar.</param>
internal sealed class SignInStreams(KeepaliveCmdlet cmdlet, string session, StreamQueue writes, DelayedProgress progress) : IProgress<SignInProgress>
{
    private static readonly string[] HostTag = ["PSHOST"];

    private readonly SignInGuide _guide = new(session);

    public void Report(SignInProgress value)
    {
        if (_guide.Instructions(value) is { } instructions)
        {
            var message = new HostInformationMessage { Message = instructions.TrimEnd('\n') };
            writes.Post(() => cmdlet.WriteInformation(message, HostTag));
        }

        if (_guide.TabProblem(value) is { } problem)
        {
            writes.Post(() => cmdlet.WriteWarning($"{problem} Open the address above by hand, or choose a browser with -Browser."));
        }

        progress.Say(SignInGuide.Status(value));
    }
}
