namespace Keepalive.Prompts;

/// <summary>Asks in the first way, and in the second where the first can't be used.</summary>
/// <param name="first">The preferred way.</param>
/// <param name="second">The other way.</param>
internal sealed class FirstPrompt(IPersonPrompt first, IPersonPrompt second) : IPersonPrompt
{
    public async Task<Secret> AskAsync(Question question, CancellationToken cancellationToken)
    {
        try
        {
            return await first.AskAsync(question, cancellationToken).ConfigureAwait(false);
        }
        catch (KeepaliveException exception) when (exception.Code == KeepaliveErrorCode.PromptUnavailable)
        {
            return await second.AskAsync(question, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Show(Question? notice)
    {
        first.Show(notice);
        second.Show(notice);
    }
}
