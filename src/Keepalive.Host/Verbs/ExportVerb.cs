using Keepalive.Aws.AccessKeys;
using Keepalive.Configuration;
using Keepalive.Host.Output;
using Keepalive.Platform.Time;
using Keepalive.Sessions;

namespace Keepalive.Host.Verbs;

/// <summary><c>claude-aws export</c>: the credential of a profile on standard output, or nothing and an exit status.</summary>
internal static class ExportVerb
{
    public static int Run(ExportArguments arguments) =>
        VerbRunner.Run(arguments.Timeout, cancellationToken => ExportAsync(arguments, cancellationToken), endsWithClient: true);

    private static async ValueTask<int> ExportAsync(ExportArguments arguments, CancellationToken cancellationToken)
    {
        TimeProvider clock = TimeProvider.System;
        SystemEnvironment environment = SystemEnvironment.Current;
        var export = new CredentialExport(environment, ConfigurationFile.Read(environment, clock), clock) { Workers = WorkerCommand.Instance };
        Deadline deadline = Deadline.ForCredential(clock, arguments.Timeout, VerbRunner.Extend);
        AwsCredential credential = await export.GetAsync(export.Choose(arguments.Profile), arguments.Format, deadline, cancellationToken).ConfigureAwait(false);
        byte[] answer = CredentialText.Write(credential, arguments.Format);
        if (!Console.IsOutputRedirected)
        {
            ErrorOutput.Write("the following lines contain secrets. Clear this terminal and its scroll-back afterwards.");
        }

        StandardOutput.Write(answer);
        return ExitStatus.Fine;
    }
}
