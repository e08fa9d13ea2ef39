using Keepalive.ClaudeCode;
using Keepalive.ClaudeCode.Hook;
using Keepalive.ClaudeCode.StatusLine;
using Keepalive.Platform.Processes;
using Keepalive.Platform.Time;
using Keepalive.Sessions;
using Keepalive.Workers;

namespace Keepalive.Commands;

/// <summary>
/// The output of the cmdlets for Claude Code's hook and status line: text, in limited time, and never an error, which would block
/// a person's prompt. Both read standard input themselves.
/// </summary>
internal static class HookExit
{
    /// <summary>The hook's answer, one line of JSON; null for none.</summary>
    public static string? AnswerHook(string? profile, string moduleFolder) => Within(Slots.Hook.OwnLimit, () =>
    {
        ReadOnlyMemory<byte> content = StandardInput.Read(HookInput.MaximumLength, HookInput.Patience, HookInput.LongestSilence);
        var renewal = new RenewalLauncher(SystemEnvironment.Current, new CompanionProgram(moduleFolder), TimeProvider.System);
        HookAnswer answer = HookInput.Parse(content.Span) is { } input
            ? new SessionHook(SystemEnvironment.Current, TimeProvider.System, renewal).Answer(input, profile)
            : HookAnswer.None;
        return Task.FromResult(System.Text.Encoding.UTF8.GetString(answer.ToUtf8()).TrimEnd('\n'));
    }, otherwise: null);

    /// <summary>The status line; null for an empty one.</summary>
    public static string? WriteStatusLine(string moduleFolder) => Within(Slots.StatusLine.OwnLimit, async () =>
    {
        Deadline deadline = Deadline.After(TimeProvider.System, SessionStatusLine.OtherPatience);
        ReadOnlyMemory<byte> input = StandardInput.Read(SessionStatusLine.MaximumInput, SessionStatusLine.InputPatience, SessionStatusLine.InputPatience);
        var launcher = new OtherStatusLineLauncher(CompanionLauncher.RunnableIn(SystemEnvironment.Current, moduleFolder) ?? "claude-aws");
        return await new SessionStatusLine(SystemEnvironment.Current, TimeProvider.System, launcher)
            .WriteAsync(input, profile: null, deadline, CancellationToken.None).ConfigureAwait(false);
    }, SessionStatusLine.Unknown);

    /// <summary>A file may hang in the kernel, where no token reaches; the thread is left behind then.</summary>
    private static string? Within(TimeSpan limit, Func<Task<string>> work, string? otherwise)
    {
        try
        {
            Task<string> answer = Task.Run(work);
            string? text = answer.Wait(limit) ? answer.Result : otherwise;
            return string.IsNullOrEmpty(text) ? null : text;
        }
#pragma warning disable CA1031 // The last resort, see above.
        catch (Exception)
#pragma warning restore CA1031
        {
            return otherwise;
        }
    }
}
