using System.Text;
using System.Text.Json.Nodes;
using Keepalive.Platform.Json;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>Tries every command of a wiring.</summary>
internal static class CommandTrials
{
    private static readonly TimeSpan Limit = Slots.Refresh.RehearsalLimit;

    /// <summary>CredentialExpired, the sign-in's conditions, and a sign-in that runs or was just tried: the wiring is good.</summary>
    private static readonly int[] SignInStatuses = [3, 10, 15];

    /// <summary>ProfileNotFound, CredentialNotFound: as good while the profile is still to be written.</summary>
    private const int NotFoundStatus = 4;

    /// <summary>A shell can't run the command, or does not find it (POSIX, 2.8.2); cmd.exe does not find it.</summary>
    private static readonly int[] s_notRun = [126, 127, 9009];

    /// <param name="wiring">The commands.</param>
    /// <param name="otherStatusLine">The status line that this installation takes over; null if there is none.</param>
    /// <param name="isProfileAwaited">The profile need not be there yet.</param>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="path">The PATH that Claude Code gets.</param>
    /// <param name="cancellationToken">Ends every process.</param>
    public static async Task<IReadOnlyList<CommandTrial>> RunAsync(
        Wiring wiring, string? otherStatusLine, bool isProfileAwaited, SystemEnvironment environment, string path, CancellationToken cancellationToken)
    {
        if (ProgramPlace.OnPath(path, wiring.Hook[0], environment.IsWindows) is not { } program)
        {
            return NotOnPath(wiring);
        }

        var shell = new ClientShell(environment);
        const string Hook = $$"""{"hook_event_name":"{{HookEvents.UserPromptSubmit}}","session_id":"claude-aws-rehearsal","prompt":"!"}""";
        const string StatusLine = """{"session_id":"claude-aws-rehearsal"}""";
        (string Setting, string Command, Task<TrialOutcome> Run, Func<string, bool> IsGood)[] trials =
        [
            (Slots.ExportSetting, wiring.Export, TrialProcess.RunAsync(shell.WordsFor(wiring.Export, path), input: null, path, Limit, cancellationToken), HoldsCredential),
            (Slots.RefreshSetting, wiring.Refresh, TrialProcess.RunAsync(shell.WordsFor(wiring.Refresh, path), input: null, path, Limit, cancellationToken), static _ => true),
            (Slots.HooksSetting, string.Join(' ', wiring.Hook), TrialProcess.RunAsync([program, .. wiring.Hook.Skip(1)], Hook, path, Limit, cancellationToken), IsNothingOrJson),
            (Slots.StatusLineSetting, wiring.StatusLine, TrialProcess.RunAsync(shell.WordsFor(wiring.StatusLine, path), StatusLine, path, Limit, cancellationToken), static _ => true),
        ];
        Task<TrialOutcome>? other = otherStatusLine is null ? null
            : TrialProcess.RunAsync(shell.WordsFor(otherStatusLine, path), StatusLine, path, Limit, cancellationToken);
        List<CommandTrial> results = [];
        foreach ((string setting, string command, Task<TrialOutcome> run, Func<string, bool> isGood) in trials)
        {
            TrialOutcome outcome = await run.ConfigureAwait(false);
            results.Add(isProfileAwaited && outcome is { Problem: null, ExitStatus: NotFoundStatus }
                ? new CommandTrial(setting, command, CommandTrialResult.NeedsSignIn, Told(outcome, "the profile does not exist yet"))
                : Judge(setting, command, outcome, isGood));
        }

        if (other is not null)
        {
            results.Add(JudgeOther(otherStatusLine!, await other.ConfigureAwait(false)));
        }

        return results;
    }

    /// <summary>
    /// A status line of the person may need data that only a running session has. So only a command that the shell can't run is a fault: it worked in
    /// another shell, and would now be missing without an error.
    /// </summary>
    private static CommandTrial JudgeOther(string command, TrialOutcome outcome) =>
        new("statusLineCmd", ShownText.Command(command), outcome is { Problem: null } && !s_notRun.Contains(outcome.ExitStatus) ? CommandTrialResult.Works : CommandTrialResult.Fails,
            outcome.Problem ?? $"it ended with exit status {outcome.ExitStatus}");

    /// <summary>An exit status of ours with which the wiring is good, and a person is needed.</summary>
    public static bool NeedsSignIn(int exitStatus) => SignInStatuses.Contains(exitStatus);

    private static CommandTrial[] NotOnPath(Wiring wiring)
    {
        string detail = $"'{wiring.Hook[0]}' is on PATH only in this shell, so Claude Code can't start the program. Add its folder to PATH permanently";
        return [.. Slots.All.Select(slot => new CommandTrial(slot.Name, wiring.CommandOf(slot), CommandTrialResult.Fails, detail))];
    }

    private static CommandTrial Judge(string setting, string command, TrialOutcome outcome, Func<string, bool> isGood) => outcome switch
    {
        { Problem: { } problem } => new(setting, command, CommandTrialResult.Fails, problem),
        { ExitStatus: 0 } when isGood(outcome.Output) => new(setting, command, CommandTrialResult.Works, "works"),
        { ExitStatus: 0 } => new(setting, command, CommandTrialResult.Fails, "it succeeded, but Claude Code would reject its output"),
        _ when SignInStatuses.Contains(outcome.ExitStatus) || (setting == Slots.ExportSetting && command.StartsWith("pwsh", StringComparison.Ordinal) && outcome.Errors.Contains("sign in", StringComparison.OrdinalIgnoreCase)) =>
            new(setting, command, CommandTrialResult.NeedsSignIn, Told(outcome, "a sign-in is needed")),
        _ => new(setting, command, CommandTrialResult.Fails, Told(outcome, $"it ended with exit status {outcome.ExitStatus}")),
    };

    /// <summary>Our own first line of error output, which never holds a secret; not that of another program.</summary>
    private static string Told(TrialOutcome outcome, string otherwise)
    {
        string line = outcome.Errors.Split('\n')[0].Trim();
        return line.StartsWith("claude-aws: ", StringComparison.Ordinal) ? line["claude-aws: ".Length..] : otherwise;
    }

    private static bool HoldsCredential(string output) => Read(output) is { } answer && (answer["Credentials"] as JsonObject ?? answer).Text("SessionToken") is not null;

    private static bool IsNothingOrJson(string output) => string.IsNullOrWhiteSpace(output) || Read(output) is not null;

    private static JsonObject? Read(string output) => JsonContent.Read(Encoding.UTF8.GetBytes(output));
}
