using Keepalive.Prompts;
using Keepalive.Prompts.Page;

namespace Keepalive.Sandbox.Story;

/// <summary>A person at the page of a question: reads it through the page's own service, and answers.</summary>
internal static class PageReader
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    /// <summary>Waits for the page of the home's sign-in and its question for a code, and gives the code; false if none came within a minute.</summary>
    /// <param name="home">The home.</param>
    /// <param name="code">The code.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async Task<bool> AnswerAsync(ThrowAwayHome home, string code, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_limit);
        try
        {
            PromptClient page = await FindAsync(home, limit.Token);
            BoardState state = await page.ReadAsync(seen: -1, limit.Token);
            while (state.Question is not { Question.Kind: QuestionKind.OneTimeCode })
            {
                state = await page.ReadAsync(state.Version, limit.Token);
            }

            using Secret answer = Secret.FromText(code);
            return await page.AnswerAsync(state.Question.Id, answer, limit.Token) == AnswerOutcome.Taken;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private static async Task<PromptClient> FindAsync(ThrowAwayHome home, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (PromptClient.Find(home.Environment, TimeProvider.System) is [var page, ..])
            {
                return page;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
        }
    }
}
