using System.CommandLine;

namespace Keepalive.Host.Verbs;

/// <summary>The command line of <c>exec</c>.</summary>
internal static class ExecCommand
{
    private const string Description = """
        Run a command with the credential of a profile in its environment: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY,
        AWS_SESSION_TOKEN and AWS_CREDENTIAL_EXPIRATION, and the profile's region where none is set. AWS_PROFILE and
        AWS_DEFAULT_PROFILE are taken away, so that nothing goes before the keys.

          claude-aws exec --profile work -- aws s3 ls

        The command takes the place of claude-aws: its streams, its signals, its exit status. Without a good credential it
        does not run. The keys last as long as they last: a command that runs for hours should use credential_process.
        """;

    public static Command Make(Option<string?> profile, Option<TimeSpan?> timeout)
    {
        timeout.Description = "Seconds until the credential has to be there; 15 when not given. The command itself has no limit.";
        var words = new Argument<string[]>("command") { Description = "The command and its arguments, after --.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("exec", Description) { profile, timeout, words };
        command.SetAction(result => ExecVerb.Run(
            result.GetValue(profile), result.GetValue(words) ?? [], result.GetValue(timeout) ?? ExportArguments.DefaultTimeout));
        return command;
    }
}
