namespace Keepalive.Prompts.Page;

/// <summary>
/// Asks at this process's prompt what a detached sign-in of the same user has to know, and brings it the answers. If another way has answered first,
/// the prompt is withdrawn.
/// </summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="profile">The profile that is signed in to.</param>
/// <param name="prompt">Asks the person here.</param>
/// <param name="clock">The time.</param>
public sealed class PromptRelay(SystemEnvironment environment, string profile, IPersonPrompt prompt, TimeProvider clock)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    private bool _isUnavailable;

    /// <summary>Relays until it is ended.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (PromptClient.Find(environment, clock).FirstOrDefault(client => client.Profile == profile) is { } client)
                {
                    await RelayAsync(client, cancellationToken).ConfigureAwait(false);
                }

                await Task.Delay(BetweenLooks, clock, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (KeepaliveException exception) when (exception.Code == KeepaliveErrorCode.QuestionNotFound)
            {
                // The sign-in is over; another one may begin.
            }
        }
    }

    private async Task<BoardState> AskAsync(PromptClient client, OpenQuestion open, BoardState state, CancellationToken cancellationToken)
    {
        try
        {
            (AnswerOutcome? outcome, _, BoardState after) = await AskOnceAsync(client, open, state, prompt, cancellationToken).ConfigureAwait(false);
            _isUnavailable = FittingAnswer.IsMisfit(outcome);
            return after;
        }
        catch (KeepaliveException exception) when (exception.Code == KeepaliveErrorCode.PromptUnavailable)
        {
            _isUnavailable = true; // The page, a dialog or 'claude-aws answer' remains.
            return state;
        }
    }

    private async Task RelayAsync(PromptClient client, CancellationToken cancellationToken)
    {
        for (BoardState state = await client.ReadAsync(seen: -1, cancellationToken).ConfigureAwait(false); !state.IsEnded;)
        {
            prompt.Show(state.Notice);
            state = state.Question is { } open && !_isUnavailable
                ? await AskAsync(client, open, state, cancellationToken).ConfigureAwait(false)
                : await client.ReadAsync(state.Version, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Asks one question here, until it is answered or withdrawn: the treatment of the answer, null where another way has answered, and the state after it. An
    /// answer that does not fit is asked for again at once; after several of them, the last one's treatment is the result, and the question stays open.
    /// </summary>
    /// <exception cref="KeepaliveException">QuestionNotFound: the sign-in is over. PromptUnavailable: the person can't be asked here.</exception>
    internal static async Task<(AnswerOutcome? Outcome, bool IsDeclined, BoardState After)> AskOnceAsync(
        PromptClient client, OpenQuestion open, BoardState state, IPersonPrompt prompt, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var unread = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<BoardState> next = WaitForEndAsync(client, open, state, unread.Token);
        AnswerOutcome? outcome = null;
        bool isDeclined = false;
        try
        {
            outcome = await FittingAnswer.AskAsync(open.Question, AskWhileOpenAsync, GiveAsync).ConfigureAwait(false);
        }
        catch (KeepaliveException exception) when (exception.Code == KeepaliveErrorCode.AnswerNotGiven)
        {
            isDeclined = true;
            outcome = await client.DeclineAsync(open.Id, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Another way has answered, or the sign-in is over.
        }
        catch (KeepaliveException exception) when (exception.Code == KeepaliveErrorCode.PromptUnavailable)
        {
            await StopAsync().ConfigureAwait(false);
            throw;
        }

        if (FittingAnswer.IsMisfit(outcome))
        {
            await StopAsync().ConfigureAwait(false);
            return (outcome, isDeclined, state);
        }

        return (outcome, isDeclined, await next.ConfigureAwait(false));

        async Task<Secret> AskWhileOpenAsync(Question question)
        {
            Task<Secret> asked = prompt.AskAsync(question, over.Token);
            if (await Task.WhenAny(asked, next).ConfigureAwait(false) != asked)
            {
                await over.CancelAsync().ConfigureAwait(false);
            }

            return await asked.ConfigureAwait(false);
        }

        async Task<AnswerOutcome> GiveAsync(Secret answer)
        {
            using Secret given = answer;
            return await client.AnswerAsync(open.Id, given, cancellationToken).ConfigureAwait(false);
        }

        async Task StopAsync()
        {
            await unread.CancelAsync().ConfigureAwait(false);
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<BoardState> WaitForEndAsync(PromptClient client, OpenQuestion open, BoardState state, CancellationToken cancellationToken)
    {
        // Not with the prompt: this reader tells the sign-in that a terminal is there.
        while (!state.IsEnded && state.Question?.Id == open.Id)
        {
            state = await client.ReadAsync(state.Version, cancellationToken).ConfigureAwait(false);
        }

        return state;
    }
}
