using System.CommandLine;

namespace Keepalive.Host.Verbs;

/// <summary><c>support-bundle</c> on the command line.</summary>
internal static class SupportBundleCommands
{
    private const string Description = """
        Put into a file what helps somebody else to find out why a session dies: versions, settings, the doctor's findings, how the
        credential is found, the end of the log, the last transcript. Without secrets; accounts, addresses and names are masked.

        Tells first what will be in it, and asks where somebody can answer. Asks no network.
        """;

    public static Command SupportBundle(Option<string?> profile)
    {
        var output = new Option<string?>("--out", "-o") { Description = "The file, a new one; claude-aws-support-<time>.zip in the current folder when not given.", HelpName = "file" };
        Option<bool> yes = CommonOptions.Yes();
        Option<bool> dryRun = CommonOptions.DryRun();
        dryRun.Description = "Show what would be written, and write nothing.";
        var command = new Command("support-bundle", Description) { profile, output, yes, dryRun };
        command.SetAction(result => SupportBundleVerb.Run(result.GetValue(profile), result.GetValue(output), result.GetValue(yes), result.GetValue(dryRun)));
        return command;
    }
}
