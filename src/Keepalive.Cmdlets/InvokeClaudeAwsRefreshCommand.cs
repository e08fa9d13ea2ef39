using System.Management.Automation;
using Keepalive.Configuration;
using Keepalive.Prompts.Page;
using Keepalive.Sessions;
using Keepalive.Workers;

namespace Keepalive.Commands;

/// <summary>
/// Sees to it that a session is good, with the cheapest thing that works. Claude Code's <c>awsAuthRefresh</c>: nothing is written
/// while it is good.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "ClaudeAwsRefresh", SupportsShouldProcess = true)]
[OutputType(typeof(ClaudeAwsRefresh))]
public sealed class InvokeClaudeAwsRefreshCommand : KeepaliveCmdlet
{
    private const string Activity = "Refreshing an AWS credential";

    /// <summary>The profile; without it, the one in use.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Profile")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string? ProfileName { get; set; }

    /// <summary>Signs in although the credential is good or a sign-in has just failed.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Gives an object: what was done, until when it lasts.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForRecord(Refresh);

    private void Refresh()
    {
        string target = ProfileName is null ? "the profile in use" : $"profile '{ProfileName}'";
        string question = $"Refresh the AWS session of {target}";
        bool isAgreed = ShouldProcess(question, $"{question}?", "Refresh", out ShouldProcessReason reason);
        if (!isAgreed && reason != ShouldProcessReason.WhatIf)
        {
            return;
        }

        string folder = ModuleFolder.FullPath;
        RefreshResult result = Await(
            Activity,
            $"Checking {target}",
            async (writes, progress, stop) =>
            {
                TimeProvider clock = TimeProvider.System;
                SystemEnvironment environment = SystemEnvironment.Current;
                HostPrompt? prompt = HostPrompt.Find(Host, writes, progress);
                RefreshOptions options = new RefreshOptions { AsksAtTerminal = prompt is not null, Force = Force, HasTerminal = Force && !Console.IsInputRedirected, IsDryRun = !isAgreed }.In(environment);
                KeepaliveConfiguration configuration = ConfigurationFile.Read(environment, clock);
                var refresh = new SessionRefresh(environment, configuration, new CompanionProgram(folder), clock);
                var streams = new RefreshStreams(this, writes, progress, clock);
                await using RelayedProgress? relay = prompt is null ? null : new RelayedProgress(streams, environment, configuration, prompt, clock, stop);
                return await refresh.RunAsync(ProfileName, options, (IProgress<SignInProgress>?)relay ?? streams, stop).ConfigureAwait(false);
            });
        foreach (string step in result.Steps)
        {
            RefreshStreams.Tell(this, step);
        }

        if (PassThru && isAgreed)
        {
            WriteObject(new ClaudeAwsRefresh(result));
        }
    }
}
