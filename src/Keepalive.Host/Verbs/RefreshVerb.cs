using Keepalive.Configuration;
using Keepalive.Host.Output;
using Keepalive.Prompts.Page;
using Keepalive.Sessions;
using Keepalive.SignIn;

namespace Keepalive.Host.Verbs;

/// <summary><c>claude-aws refresh</c>, Claude Code's <c>awsAuthRefresh</c>: not a byte while all is well, else rows for its Sign-in box.</summary>
internal static class RefreshVerb
{
    /// <summary>Beyond the budget, for the last words; Claude Code waits 180 s.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    public static int Run(RefreshArguments arguments) =>
        VerbRunner.Run(RefreshOptions.DefaultBudget + Margin, cancellationToken => RefreshAsync(arguments, cancellationToken), endsWithClient: true);

    private static async ValueTask<int> RefreshAsync(RefreshArguments arguments, CancellationToken cancellationToken)
    {
        TimeProvider clock = TimeProvider.System;
        SystemEnvironment environment = SystemEnvironment.Current;
        TerminalPrompt? prompt = TerminalPrompt.Find();
        RefreshOptions options = new RefreshOptions { Force = arguments.Force, HasTerminal = arguments.Force && !Console.IsInputRedirected, AsksAtTerminal = prompt is not null, IsDryRun = arguments.IsDryRun }.In(environment);
        KeepaliveConfiguration configuration = ConfigurationFile.Read(environment, clock);
        var refresh = new SessionRefresh(environment, configuration, WorkerCommand.Instance, clock);
        var rows = new SignInRows(WriteRow, clock);
        await using RelayedProgress? relay = prompt is null ? null : new RelayedProgress(rows, environment, configuration, prompt, clock, cancellationToken);
        RefreshResult result = await refresh
            .RunAsync(arguments.Profile, options, (IProgress<Workers.SignInProgress>?)relay ?? rows, cancellationToken)
            .ConfigureAwait(false);
        foreach (string step in result.Steps)
        {
            WriteRow(step);
        }

        return ExitStatus.Fine;
    }

    /// <summary>One write: the box makes a row of each.</summary>
    private static void WriteRow(string text) => SignInText.Write(VisibleText.Line(text) + "\n");
}
