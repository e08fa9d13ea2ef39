using System.CommandLine;
using Keepalive.Prompts.Page;

namespace Keepalive.Host.Verbs;

/// <summary><c>answer</c> on the command line.</summary>
internal static class AnswerCommands
{
    private const string Description = """
        Answer the question of a sign-in that waits for you. In a terminal the question is asked there. Elsewhere, such as in Claude Code with
        '! claude-aws answer', the open questions are listed, and the page opens for a password or a code. Never write a password or a code as
        an argument: other programs can read it.
        """;

    public static Command Answer(Option<string?> profile)
    {
        var answer = new Argument<string?>("answer") { Arity = ArgumentArity.ZeroOrOne, Description = "The number or the text of an option, yes or no, or another text that may be shown.", HelpName = "answer" };
        var decline = new Option<bool>("--decline") { Description = "Give no answer. The sign-in ends." };
        var open = new Option<bool>("--open") { Description = "Open the page in the browser, also if a tab shows it already." };
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
