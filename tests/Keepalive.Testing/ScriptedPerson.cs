using Keepalive.Prompts;

namespace Keepalive.Testing;

/// <summary>A person who answers each question with the next of the given answers; a question beyond them stays open.</summary>
internal sealed class ScriptedPerson(params string[] answers) : IPersonPrompt
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _next;

    /// <summary>The questions, in their order.</summary>
    public List<Question> Questions { get; } = [];

    /// <summary>The notices that were shown.</summary>
    public List<Question> Notices { get; } = [];

    /// <summary>A question that was withdrawn before its answer.</summary>
    public Question? Withdrawn { get; private set; }

    /// <summary>Complete when the first question is open.</summary>
    public Task Asked => _asked.Task;

    public async Task<Secret> AskAsync(Question question, CancellationToken cancellationToken)
    {
        Questions.Add(question);
        _asked.TrySetResult();
        if (_next < answers.Length)
        {
            return Secret.FromText(answers[_next++]);
        }

        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Withdrawn = question;
            throw;
        }

        throw new InvalidOperationException();
    }

    public void Show(Question? notice)
    {
        if (notice is not null)
        {
            Notices.Add(notice);
        }
    }
}
