using Keepalive.Host.Output;
using Keepalive.Prompts;
using Keepalive.Prompts.Page;

namespace Keepalive.Host.Verbs;

/// <summary><c>claude-aws answer</c>: the open question of a sign-in, answered or listed.</summary>
internal static class AnswerVerb
{
    public static int Run(AnswerRequest request) => VerbRunner.Run(Question.LongestLimit, async cancellationToken =>
    {
        foreach (string row in await request.RunAsync(SystemEnvironment.Current, TerminalPrompt.Find(), TimeProvider.System, cancellationToken).ConfigureAwait(false))
        {
            SignInText.Write(VisibleText.Line(row) + "\n");
        }

        return ExitStatus.Fine;
    });
}
