using Keepalive.ClaudeCode;
using Keepalive.ClaudeCode.Hook;
using Keepalive.Host.Output;
using Keepalive.Platform.Processes;
using Keepalive.Sessions;

namespace Keepalive.Host.Verbs;

/// <summary>
/// <c>claude-aws check</c> as a hook of Claude Code: JSON or nothing on standard output, and always exit status 0. Whatever goes wrong
/// here is no reason to keep a person from his prompt.
/// </summary>
internal static class HookVerb
{
    /// <summary>Without the switch: in a shell that Claude Code started, an input without a writer must not delay an ordinary check.</summary>
    private static readonly TimeSpan UncertainPatience = TimeSpan.FromMilliseconds(50);

    /// <summary>Answers, if this is a hook's call.</summary>
    public static bool TryRun(string[] arguments, out int status)
    {
        status = ExitStatus.Fine;
        if (HookArguments.Read(arguments) is not { } hook || !(hook.IsCertain || MayBeHook()))
        {
            return false;
        }

        LastWords.Omit();

        // Reading may block in the kernel, where no token reaches.
        using var watchdog = new Timer(static _ => Environment.Exit(ExitStatus.Fine), null, Slots.Hook.OwnLimit, Timeout.InfiniteTimeSpan);
        try
        {
            ReadOnlyMemory<byte> content = StandardInput.Read(HookInput.MaximumLength, hook.IsCertain ? HookInput.Patience : UncertainPatience, HookInput.LongestSilence);
            HookInput? input = HookInput.Parse(content.Span);
            if (input is not null)
            {
                Answer(input, hook.Profile);
            }

            return hook.IsCertain || input is not null;
        }
#pragma warning disable CA1031 // The last resort, see above.
        catch (Exception)
#pragma warning restore CA1031
        {
            return true;
        }
    }

    private static void Answer(HookInput input, string? profile)
    {
        var renewal = new RenewalLauncher(SystemEnvironment.Current, WorkerCommand.Instance, TimeProvider.System);
        byte[] answer = new SessionHook(SystemEnvironment.Current, TimeProvider.System, renewal).Answer(input, profile).ToUtf8();
        if (answer.Length > 0)
        {
            StandardOutput.Write(answer);
        }
    }

    /// <summary>Claude Code sets CLAUDECODE for its hooks, and for whatever its shells start.</summary>
    private static bool MayBeHook() => SystemEnvironment.Current.Get("CLAUDECODE") is not null && Console.IsInputRedirected;
}
