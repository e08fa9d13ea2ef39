using System.CommandLine;

namespace Keepalive.Host.Verbs;

/// <summary><c>support-bundle</c> on the command line.</summary>
internal static class SupportBundleCommands
{
    private const string Description = """
        Write a file for the person who helps you with a problem: versions, settings, the findings of doctor, the output of explain,
        the end of the log and the last transcript. The file contains no secrets. Account ids, addresses, e-mail addresses and your name are masked.

        The command first lists the contents of the file. In a terminal it then asks for confirmation. It uses no network.
        """;

    public static Command SupportBundle(Option<string?> profile)
    {
        var output = new Option<string?>("--out", "-o") { Description = "The path of the new file. Default: claude-aws-support-<time>.zip in the current folder.", HelpName = "file" };
        Option<bool> yes = CommonOptions.Yes();
        Option<bool> dryRun = CommonOptions.DryRun();
        dryRun.Description = "Show what would be written, and write nothing.";
        var command = new Command("support-bundle", Description) { profile, output, yes, dryRun };
        command.SetAction(result => SupportBundleVerb.Run(result.GetValue(profile), result.GetValue(output), result.GetValue(yes), result.GetValue(dryRun)));
        return command;
    }
}
