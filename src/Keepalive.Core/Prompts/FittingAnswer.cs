namespace Keepalive.Prompts;

/// <summary>Asks again at once where an answer does not fit its question, with the reason: one mechanism for all ways of asking.</summary>
internal static class FittingAnswer
{
    /// <summary>A terminal or a host that gives so many answers that don't fit has no person who types them. Another way may have one.</summary>
    public const int MostMisfits = 5;

    /// <summary>Whether the person has to be asked again.</summary>
    /// <param name="outcome">The treatment of an answer.</param>
    public static bool IsMisfit(AnswerOutcome? outcome) => FaultOf(outcome) is not null;

    /// <summary>Why an answer does not fit, as a clause; null where it fits.</summary>
    /// <param name="outcome">The treatment of an answer.</param>
    public static string? FaultOf(AnswerOutcome? outcome) => outcome switch
    {
        AnswerOutcome.NotAnOption => "the answer is not one of the options",
        AnswerOutcome.Empty => "the answer is empty",
        AnswerOutcome.NotTypable => "the answer contains a control character",
        _ => null,
    };

    /// <summary>Asks until an answer fits, five times at most. The result is the treatment of the last answer.</summary>
    /// <param name="question">The question.</param>
    /// <param name="ask">Asks it once.</param>
    /// <param name="give">Gives the answer to the one who judges it, and who takes it over.</param>
    public static async Task<AnswerOutcome> AskAsync(Question question, Func<Question, Task<Secret>> ask, Func<Secret, Task<AnswerOutcome>> give)
    {
        for (int misfits = 0; ;)
        {
            AnswerOutcome outcome = await give(await ask(question).ConfigureAwait(false)).ConfigureAwait(false);
            if (FaultOf(outcome) is not { } fault || ++misfits == MostMisfits)
            {
                return outcome;
            }

            question = question with { Complaint = $"Please answer again: {fault}." };
        }
    }
}

/// <summary>Gives on only answers that fit their question: a login tool would count an empty password as a try.</summary>
/// <param name="prompt">Asks the person.</param>
internal sealed class FittingPrompt(IPersonPrompt prompt) : IPersonPrompt
{
    public async Task<Secret> AskAsync(Question question, CancellationToken cancellationToken)
    {
        Secret? taken = null;
        AnswerOutcome outcome = await FittingAnswer.AskAsync(
            question,
            again => prompt.AskAsync(again, cancellationToken),
            answer =>
            {
                AnswerOutcome judged = question.Judge(answer);
                if (judged == AnswerOutcome.Taken)
                {
                    taken = answer;
                }
                else
                {
                    answer.Dispose();
                }

                return Task.FromResult(judged);
            }).ConfigureAwait(false);
        return taken ?? throw KeepaliveErrors.PromptUnavailable(question.Profile, question.Tool, question.Words, FittingAnswer.FaultOf(outcome) ?? "this question can't be answered with a text");
    }

    public void Show(Question? notice) => prompt.Show(notice);
}
