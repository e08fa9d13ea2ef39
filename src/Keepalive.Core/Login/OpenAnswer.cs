using Keepalive.Prompts;

namespace Keepalive.Login;

/// <summary>A question to the person that has no answer yet, and the row in which the tool waits for it.</summary>
internal sealed class OpenAnswer
{
    private readonly CancellationTokenSource _withdrawal;

    private OpenAnswer(PersonQuestion asked, long row, Task<Secret> answer, CancellationTokenSource withdrawal) =>
        (Asked, Row, Answer, _withdrawal) = (asked, row, answer, withdrawal);

    /// <summary>The question.</summary>
    public PersonQuestion Asked { get; }

    /// <summary>The number of the row in which the cursor waits.</summary>
    public long Row { get; }

    /// <summary>Complete with the answer, or with the reason why there is none.</summary>
    public Task<Secret> Answer { get; }

    /// <summary>Opens the question.</summary>
    public static OpenAnswer Ask(IPersonPrompt prompt, PersonQuestion asked, long row, CancellationToken cancellationToken)
    {
        var withdrawal = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        return new OpenAnswer(asked, row, prompt.AskAsync(asked.Question, withdrawal.Token), withdrawal);
    }

    /// <summary>The answer, which belongs to the caller; null where the tool no longer waits for it.</summary>
    /// <param name="isWanted">The tool waits for it in the same row.</param>
    /// <exception cref="KeepaliveException">No person can be asked, or the person has not answered.</exception>
    public async Task<Secret?> TakeAsync(bool isWanted)
    {
        if (!isWanted)
        {
            await WithdrawAsync().ConfigureAwait(false);
            return null;
        }

        try
        {
            return await Answer.ConfigureAwait(false);
        }
        catch (KeepaliveException exception) when (exception.Code == KeepaliveErrorCode.PromptUnavailable && Asked.Fault is { } fault)
        {
            throw fault; // Its advice is to store the answer.
        }
        finally
        {
            _withdrawal.Dispose();
        }
    }

    /// <summary>The tool no longer asks. An answer in the last moment is erased.</summary>
    public async Task WithdrawAsync()
    {
        await _withdrawal.CancelAsync().ConfigureAwait(false);
        try
        {
            (await Answer.ConfigureAwait(false)).Dispose();
        }
        catch (Exception exception) when (exception is OperationCanceledException or KeepaliveException)
        {
            // There is no answer.
        }
        finally
        {
            _withdrawal.Dispose();
        }
    }
}
