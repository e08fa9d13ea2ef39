using Keepalive.Host.Output;
using Keepalive.Platform.Processes;
using Keepalive.Platform.Time;
using Keepalive.Sessions;

namespace Keepalive.Host.Verbs;

/// <summary><c>claude-aws exec -- command</c>: the command, with the credential in its environment.</summary>
internal static class ExecVerb
{
    public static int Run(string? profile, string[] words, TimeSpan timeout)
    {
        IReadOnlyDictionary<string, string?>? variables = null;
        int status = VerbRunner.Run(timeout, async cancellationToken =>
        {
            Deadline deadline = Deadline.ForCredential(TimeProvider.System, timeout, VerbRunner.Extend);
            CommandCredential found = await CommandCredential
                .FindAsync(profile, SystemEnvironment.Current, WorkerCommand.Instance, TimeProvider.System, deadline, cancellationToken).ConfigureAwait(false);
            variables = found.Variables;
            return ExitStatus.Fine;
        });
        return variables is null ? status : Run(new ChildCommand(words[0], words[1..]) { EnvironmentChanges = variables });
    }

    /// <summary>Outside of what a verb has around it: no limit of time, and the signals are the command's.</summary>
    private static int Run(ChildCommand command)
    {
        try
        {
            return ForegroundProcess.Run(command);
        }
        catch (KeepaliveException exception)
        {
            ErrorOutput.Write(exception.Message, exception.Advice);
            return ExitStatus.Of(exception.Code);
        }
    }
}
