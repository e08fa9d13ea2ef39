namespace Keepalive.Prompts;

/// <summary>Asks the person whose sign-in it is, wherever that person is: at a terminal, in a browser, in a dialog.</summary>
public interface IPersonPrompt
{
    /// <summary>Asks, and waits for the one answer. The caller disposes of it.</summary>
    /// <param name="question">The question: of a kind that is answered by typing or choosing.</param>
    /// <param name="cancellationToken">Withdraws the question.</param>
    /// <exception cref="KeepaliveException">
    /// PromptUnavailable: there is no way to ask. AnswerNotGiven: the person has declined, or the time was over.
    /// </exception>
    Task<Secret> AskAsync(Question question, CancellationToken cancellationToken);

    /// <summary>Shows what a person has to do elsewhere: an address to open, a number to match. It stands until the next call.</summary>
    /// <param name="notice">The notice; null when it is done.</param>
    void Show(Question? notice);
}

/// <summary>For places where no person can be asked.</summary>
/// <param name="reason">Why not, as a phrase.</param>
internal sealed class UnavailablePrompt(string reason) : IPersonPrompt
{
    public Task<Secret> AskAsync(Question question, CancellationToken cancellationToken) =>
        Task.FromException<Secret>(KeepaliveErrors.PromptUnavailable(question.Profile, question.Tool, question.Words, reason));

    public void Show(Question? notice)
    {
        // The ledger has the words.
    }
}
