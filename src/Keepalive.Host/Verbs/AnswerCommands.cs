using System.CommandLine;
using Keepalive.Prompts.Page;

namespace Keepalive.Host.Verbs;

/// <summary><c>answer</c> on the command line.</summary>
internal static class AnswerCommands
{
    private const string Description = """
        Answer the question of a sign-in that waits for you. In a terminal, this command asks the question. Without a terminal, such as with
        '! claude-aws answer' in Claude Code, it lists the open questions. For a password or a code, it opens the page in your browser.
        Never write a password or a code as an argument, because other programs can read command lines.
        """;

    public static Command Answer(Option<string?> profile)
    {
        profile.Description = "Answer only the question of this profile. Default: the open questions of all profiles.";
        var answer = new Argument<string?>("answer") { Arity = ArgumentArity.ZeroOrOne, Description = "The number or the text of an option, 'yes', 'no', or a text that is not secret.", HelpName = "answer" };
        var decline = new Option<bool>("--decline") { Description = "Give no answer. The sign-in ends." };
        var open = new Option<bool>("--open") { Description = "Open the page in the browser again, even if a tab already shows it." };
        var command = new Command("answer", Description) { answer, profile, decline, open };
        command.SetAction(result => AnswerVerb.Run(new AnswerRequest
        {
            Profile = result.GetValue(profile),
            Answer = result.GetValue(answer),
            Declines = result.GetValue(decline),
            OpensPage = result.GetValue(open),
        }));
        return command;
    }
}
