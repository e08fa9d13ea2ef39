using System.CommandLine;

namespace Keepalive.Host.Verbs;

/// <summary>The command line of <c>exec</c>.</summary>
internal static class ExecCommand
{
    private const string Description = """
        Run a command with the credential of a profile in its environment: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY,
        AWS_SESSION_TOKEN and AWS_CREDENTIAL_EXPIRATION. If the environment contains no region, the profile's region
        is added. AWS_PROFILE, AWS_DEFAULT_PROFILE and AWS_SECURITY_TOKEN
        are removed, because some AWS tools would use them instead of the keys.

          claude-aws exec --profile work -- aws s3 ls

        The command gets the input, output and signals of claude-aws, and its exit status is returned. Without a valid credential the
        command is not started. The keys are not renewed: for a command that runs for hours, use credential_process.
        """;

    public static Command Make(Option<string?> profile, Option<TimeSpan?> timeout)
    {
        timeout.Description = "The time limit in seconds for getting the credential (default: 15, at most 3600). The command itself has no time limit.";
        var words = new Argument<string[]>("command") { Description = "The command and its arguments. Write them after '--'.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("exec", Description) { profile, timeout, words };
        command.SetAction(result => ExecVerb.Run(
            result.GetValue(profile), result.GetValue(words) ?? [], result.GetValue(timeout) ?? ExportArguments.DefaultTimeout));
        return command;
    }
}
