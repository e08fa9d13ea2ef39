using System.Management.Automation;
using Keepalive.Platform.Time;
using Keepalive.SignIn;

namespace Keepalive.Commands;

/// <summary>Signs out of IAM Identity Center or of aws login: the service is told where it can be, and what this machine has of the session is removed.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "ClaudeAws", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(void))]
public sealed class DisconnectClaudeAwsCommand : KeepaliveCmdlet
{
    private const string Activity = "Signing out of AWS";

    /// <summary>The profile; without it, the one in use.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Profile")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string? ProfileName { get; set; }

    /// <summary>How long to wait for the service at most: seconds or a TimeSpan. What is on this machine is removed in any case.</summary>
    [Parameter]
    [DurationArgument(MustBePositive = true)]
    [ArgumentCompleter(typeof(SecondsCompleter))]
    public TimeSpan Timeout { get; set; } = Deadline.DefaultLimit;

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForRecord(SignOutOfSession);

    private void SignOutOfSession()
    {
        SignInProfile login = Await(
            Activity, "Reading the profile", stop => SignInProfile.ReadAsync(ProfileName, SystemEnvironment.Current, TimeProvider.System, stop));
        string session = login.Session.DisplayName;
        if (!ShouldProcess($"sign-in session '{session}' of profile '{login.Profile.Name}'", login.LeavingAction))
        {
            return;
        }

        SignOutResult result = Await(
            Activity,
            $"Revoking the token of '{session}'",
            stop => SignOut.RunAsync(SystemEnvironment.Current, login.Profile, login.Session, Timeout, TimeProvider.System, stop));
        if (result.HasCancelled)
        {
            WriteInformation(new HostInformationMessage { Message = result.Sentence }, ["PSHOST"]);
        }
        else
        {
            WriteVerbose(result.Sentence);
        }

        if (result.Problem is { } problem)
        {
            WriteWarning($"The token could not be revoked at the service: {problem} The token was deleted from this machine. At the service it expires later.");
        }
    }
}
