using Keepalive.Host.Output;
using Keepalive.Login;
using Keepalive.Sessions;
using Keepalive.SignIn;

namespace Keepalive.Host.Verbs;

/// <summary><c>claude-aws autologin</c>: the login tool, driven; or rehearsed against a recorded run.</summary>
internal static class AutoLoginVerb
{
    /// <summary>Beyond the login's own limit, for its last words.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    public static int Run(string? profile, string? recipe, bool force) => VerbRunner.Run(AutoLoginRequest.Limit + Margin, async cancellationToken =>
    {
        TimeProvider clock = TimeProvider.System;
        var request = new AutoLoginRequest
        {
            Profile = profile,
            Recipe = recipe,
            Prompt = TerminalPrompt.Find(),
            Force = force ? ForcePermit.Ask(SystemEnvironment.Current, !Console.IsInputRedirected) : null,
        };
        string name = await request
            .RunAsync(SystemEnvironment.Current, new SignInRows(static row => SignInText.Write(VisibleText.Line(row) + "\n"), clock), clock, cancellationToken)
            .ConfigureAwait(false);
        SignInText.Write($"Profile '{VisibleText.Line(name)}' is signed in.\n");
        return ExitStatus.Fine;
    });

    /// <summary>The dry run of <see cref="Run"/>.</summary>
    public static int Forecast(string? profile, string? recipe) => VerbRunner.Run(ExportArguments.DefaultTimeout, _ =>
    {
        foreach (string sentence in new AutoLoginRequest { Profile = profile, Recipe = recipe }.Forecast(SystemEnvironment.Current, TimeProvider.System))
        {
            SignInText.Write(VisibleText.Line(sentence) + "\n");
        }

        return ValueTask.FromResult(ExitStatus.Fine);
    });

    public static int Replay(string file, string? recipe) => VerbRunner.Run(ExportArguments.DefaultTimeout, _ =>
    {
        IReadOnlyList<RehearsedStep> steps = RecordedTranscript.Replay(file, recipe, SystemEnvironment.Current, TimeProvider.System);
        StandardOutput.WriteText(steps.Count == 0 ? "No rule matches." : string.Join('\n', steps.Select(static step =>
            $"{VisibleText.Line(step.Row)}\n    {VisibleText.Line(step.Action)}{(step.Rule is null ? string.Empty : $" (rule '{VisibleText.Line(step.Rule)}')")}")));
        return ValueTask.FromResult(ExitStatus.Fine);
    });
}
