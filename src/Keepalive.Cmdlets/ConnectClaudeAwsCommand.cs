using Keepalive.Configuration;
using Keepalive.Prompts.Page;
using System.Management.Automation;
using Keepalive.SignIn;
using Keepalive.Workers;

namespace Keepalive.Commands;

/// <summary>
/// Signs in to IAM Identity Center or with the session of aws login, or joins the sign-in that another process began. The sign-in runs in a process of its own:
/// Ctrl+C ends only the watching.
/// </summary>
[Cmdlet(VerbsCommunications.Connect, "ClaudeAws", DefaultParameterSetName = DefaultSet, SupportsShouldProcess = true)]
[OutputType(typeof(ClaudeAwsSignIn))]
public sealed class ConnectClaudeAwsCommand : KeepaliveCmdlet
{
    private const string DefaultSet = "Default";
    private const string BrowserSet = "Browser";
    private const string NoBrowserSet = "NoBrowser";
    private const string CancelSet = "Cancel";
    private const string Activity = "Signing in to AWS";

    /// <summary>The profile; without it, the one in use. One only: a person can do one sign-in at a time.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Profile")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string? ProfileName { get; set; }

    /// <summary>A code to approve in any browser, whatever this machine looks like.</summary>
    [Parameter(ParameterSetName = DefaultSet)]
    [Parameter(ParameterSetName = BrowserSet)]
    [Parameter(ParameterSetName = NoBrowserSet)]
    public SwitchParameter UseDeviceCode { get; set; }

    /// <summary>For a profile of aws login: a browser on any machine shows a code, which is pasted here.</summary>
    [Parameter(ParameterSetName = DefaultSet)]
    [Parameter(ParameterSetName = BrowserSet)]
    [Parameter(ParameterSetName = NoBrowserSet)]
    public SwitchParameter Remote { get; set; }

    /// <summary>The browser's command, <c>%s</c> for the address. No shell reads it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = BrowserSet)]
    [ValidateNotNullOrEmpty]
    public string? Browser { get; set; }

    /// <summary>Opens nothing; only shows the address.</summary>
    [Parameter(Mandatory = true, ParameterSetName = NoBrowserSet)]
    public SwitchParameter NoBrowser { get; set; }

    /// <summary>Signs in although the token is good, a tab was opened a moment ago or a sign-in has just failed.</summary>
    [Parameter(ParameterSetName = DefaultSet)]
    [Parameter(ParameterSetName = BrowserSet)]
    [Parameter(ParameterSetName = NoBrowserSet)]
    public SwitchParameter Force { get; set; }

    /// <summary>Ends the sign-in, or the automatic login, that is running; starts nothing.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CancelSet)]
    public SwitchParameter Cancel { get; set; }

    /// <summary>How long to wait: seconds or a TimeSpan. The sign-in itself continues.</summary>
    [Parameter]
    [DurationArgument(MustBePositive = true)]
    [ArgumentCompleter(typeof(SecondsCompleter))]
    public TimeSpan Timeout { get; set; } = SignInOptions.DefaultBudget;

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForRecord(Cancel ? CancelSignIn : SignIn);

    private void CancelSignIn()
    {
        if (!ShouldProcess($"the sign-in of profile '{ProfileName ?? "in use"}'", "Cancel"))
        {
            return;
        }

        IReadOnlyList<CancelledSignIn> ended = Await(
            "Cancelling the sign-in", "Stopping the background process", stop => SignInClient.CancelAsync(ProfileName, SystemEnvironment.Current, TimeProvider.System, stop));
        foreach (CancelledSignIn one in ended)
        {
            WriteInformation(new HostInformationMessage { Message = one.Sentence }, ["PSHOST"]);
        }
    }

    private void SignIn()
    {
        SignInOptions options = new() { UseDeviceCode = UseDeviceCode, Remote = Remote, Browser = Browser, NoBrowser = NoBrowser, Force = Force, Budget = Timeout };
        SignInProfile login = Await(
            Activity, "Reading the profile", stop => SignInProfile.ReadAsync(ProfileName, SystemEnvironment.Current, TimeProvider.System, stop));
        options = login.Decide(options);
        string session = login.Session.DisplayName;
        string folder = ModuleFolder.FullPath;
        var client = new SignInClient(SystemEnvironment.Current, login.Session, new CompanionLauncher(folder, WorkerLauncher.Verb, login.Profile.Name, login.Session.DisplayName), TimeProvider.System);

        // What is good already needs no confirmation.
        SignInResult? result = Await(Activity, "Reading the token", stop => client.FindGoodAsync(options, stop));
        if (result is null && ShouldProcess($"sign-in session '{session}' of profile '{login.Profile.Name}'", login.Action))
        {
            result = Await(
                Activity,
                $"Preparing the sign-in to '{session}'",
                async (writes, progress, stop) =>
                {
                    HostPrompt? prompt = HostPrompt.Find(Host, writes, progress);
                    var streams = new SignInStreams(this, session, writes, progress);
                    await using RelayedProgress? relay = prompt is null ? null
                        : new RelayedProgress(streams, SystemEnvironment.Current, ConfigurationFile.Read(SystemEnvironment.Current, TimeProvider.System), prompt, TimeProvider.System, stop);
                    return await client.RunAsync(options with { AsksAtTerminal = prompt is not null }, (IProgress<SignInProgress>?)relay ?? streams, stop).ConfigureAwait(false);
                });
        }

        if (result is not null)
        {
            WriteObject(new ClaudeAwsSignIn(result));
        }
    }
}
