using System.Globalization;
using Keepalive.Configuration;
using Keepalive.SignIn;

namespace Keepalive.Prompts.Page;

/// <summary>The person's wish to answer the open question of a sign-in from another process, such as a command that Claude Code runs.</summary>
public sealed record AnswerRequest
{
    private static readonly TimeSpan LookLimit = TimeSpan.FromSeconds(5);

    /// <summary>The profile; null for all.</summary>
    public string? Profile { get; init; }

    /// <summary>The answer: the number or the text of an option, or another text that may be shown. Null to list the questions.</summary>
    public string? Answer { get; init; }

    /// <summary>Declines the question.</summary>
    public bool Declines { get; init; }

    /// <summary>Opens the page also if one is open.</summary>
    public bool OpensPage { get; init; }

    /// <summary>Answers, or lists the open questions and opens the page for those that must not be typed on a command line.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="terminal">Asks at the caller's terminal; null if there is none.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancellationToken">Ends the waiting; the questions stay open.</param>
    /// <exception cref="KeepaliveException">QuestionNotFound: no question is open, or none fits the answer. AnswerExposed: the answer must not be an argument.</exception>
    /// <returns>Sentences and rows for the person.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(SystemEnvironment environment, IPersonPrompt? terminal, TimeProvider clock, CancellationToken cancellationToken)
    {
        List<(PromptClient Client, OpenQuestion Question)> open = await FindAsync(environment, clock, cancellationToken).ConfigureAwait(false);
        if (open.Count == 0)
        {
            throw KeepaliveErrors.QuestionNotFound(Profile is null ? "no sign-in asks a question" : $"no sign-in of profile '{Profile}' asks a question");
        }

        if (open.Count > 1 && (Answer is not null || Declines))
        {
            throw KeepaliveErrors.QuestionNotFound($"{open.Count} questions are open; choose one with --profile");
        }

        (PromptClient client, OpenQuestion question) = open[0];
        if (Declines)
        {
            return [Told(await client.DeclineAsync(question.Id, cancellationToken).ConfigureAwait(false), "declined")];
        }

        if (Answer is not null)
        {
            if (question.Question.Kind is QuestionKind.Secret or QuestionKind.OneTimeCode)
            {
                string place = await OpenPageAsync(client, environment, clock, cancellationToken).ConfigureAwait(false);
                throw KeepaliveErrors.AnswerExposed(client.Profile, question.Question.Noun, place);
            }

            using Secret answer = Secret.FromText(Option(question.Question));
            return [Told(await client.AnswerAsync(question.Id, answer, cancellationToken).ConfigureAwait(false), "sent")];
        }

        if (terminal is not null)
        {
            var told = new List<string>();
            foreach ((PromptClient asking, _) in open)
            {
                told.Add(await AskAsync(asking, terminal, cancellationToken).ConfigureAwait(false));
            }

            return told;
        }

        return await ListAsync(open, environment, clock, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<string> AskAsync(PromptClient client, IPersonPrompt terminal, CancellationToken cancellationToken)
    {
        BoardState state = await client.ReadAsync(seen: -1, cancellationToken).ConfigureAwait(false);
        if (state.Question is not { } question)
        {
            return "The question was answered a moment ago.";
        }

        (AnswerOutcome? outcome, bool isDeclined, _) = await PromptRelay.AskOnceAsync(client, question, state, terminal, cancellationToken).ConfigureAwait(false);
        return outcome is null ? "The question was answered elsewhere, or the sign-in is over." : Told(outcome.Value, isDeclined ? "declined" : "sent");
    }

    private static string Told(AnswerOutcome outcome, string done) => outcome switch
    {
        AnswerOutcome.Taken => done == "sent" ? "The answer was sent. The sign-in continues." : "The question was declined. The sign-in ends.",
        AnswerOutcome.NotOpen => throw KeepaliveErrors.QuestionNotFound("the question was answered a moment ago, or its time is over"),
        _ => throw KeepaliveErrors.QuestionNotFound(FittingAnswer.FaultOf(outcome)!),
    };

    private async Task<IReadOnlyList<string>> ListAsync(
        List<(PromptClient Client, OpenQuestion Question)> open, SystemEnvironment environment, TimeProvider clock, CancellationToken cancellationToken)
    {
        var rows = new List<string>();
        foreach ((PromptClient client, OpenQuestion asked) in open)
        {
            Question question = asked.Question;
            TimeSpan left = asked.Ends - clock.GetUtcNow();
            rows.Add($"{question.Tool} asks you for {Article.With(question.Noun)}, to sign in to profile '{question.Profile}' ({Duration.Format(left > TimeSpan.Zero ? left : TimeSpan.Zero)} left):");
            rows.AddRange(question.Rows.Where(row => row != question.Words).Select(row => "    " + row));
            rows.Add("  " + question.Words);
            string profile = open.Count > 1 ? " " + CommandWord.Profile(question.Profile) : string.Empty;
            switch (question.Kind)
            {
                case QuestionKind.Choice:
                    rows.AddRange(question.Options.Select((option, index) => string.Create(CultureInfo.InvariantCulture, $"  {index + 1}  {option}")));
                    rows.AddRange(question.CutWords is { } cut ? [cut] : []);
                    rows.Add($"Choose with: claude-aws answer NUMBER{profile}");
                    break;
                case QuestionKind.Confirmation:
                    rows.Add($"Answer with: claude-aws answer yes{profile}");
                    break;
                case QuestionKind.Text:
                    rows.Add($"Answer with: claude-aws answer TEXT{profile}");
                    break;
                default:
                    rows.Add($"Do not type the {question.Noun} here, because Claude Code stores the text of commands in the conversation.");
                    rows.Add(await OpenPageAsync(client, environment, clock, cancellationToken).ConfigureAwait(false));
                    break;
            }
        }

        return rows;
    }

    private async Task<string> OpenPageAsync(PromptClient client, SystemEnvironment environment, TimeProvider clock, CancellationToken cancellationToken)
    {
        // A second tab would only confuse: the first one shows the question.
        if (!OpensPage && (await client.ReadAsync(seen: -1, cancellationToken).ConfigureAwait(false)).IsPageOpen)
        {
            return "The page is open in a tab of your browser. Answer there. If you can't find the tab, open the page again: claude-aws answer --open"
                + (Profile is null ? string.Empty : " " + CommandWord.Profile(Profile));
        }

        Machine machine = Machine.Current(environment);
        PromptWays ways = PromptDoors.Find(environment, ConfigurationFile.Read(environment, clock).For(client.Profile), clock);
        const string ByHand = "Run 'claude-aws answer' in a terminal, and type it there.";
        if (!ways.HasPage)
        {
            return $"The page is not opened here ({ways.Headless ?? "the setting 'prompt' does not allow it"}). {ByHand}";
        }

        try
        {
            Uri entrance = await client.MakeEntranceAsync(cancellationToken).ConfigureAwait(false);
            await PageDoor.OpenAsync(new Browser(machine, template: null, clock), entrance, cancellationToken).ConfigureAwait(false);
            return "The page opens in your browser. Answer there.";
        }
        catch (KeepaliveException exception) when (exception.Code == KeepaliveErrorCode.BrowserNotOpened)
        {
            return $"{exception.Message} {ByHand}";
        }
    }

    private string Option(Question question) => question.Kind switch
    {
        QuestionKind.Choice when int.TryParse(Answer, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= question.Options.Count
            && !question.Options.Contains(Answer) => question.Options[number - 1],
        QuestionKind.Confirmation => Answer!.ToUpperInvariant() switch { "Y" or "YES" => "yes", "N" or "NO" => "no", _ => Answer },
        _ => Answer!,
    };

    private async Task<List<(PromptClient, OpenQuestion)>> FindAsync(SystemEnvironment environment, TimeProvider clock, CancellationToken cancellationToken)
    {
        List<(PromptClient, OpenQuestion)> open = [];
        foreach (PromptClient client in PromptClient.Find(environment, clock).Where(client => Profile is null || client.Profile == Profile))
        {
            using var limit = new CancellationTokenSource(LookLimit, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            try
            {
                if (await client.ReadAsync(seen: -1, either.Token).ConfigureAwait(false) is { Question: { } question })
                {
                    open.Add((client, question));
                }
            }
            catch (KeepaliveException exception) when (exception.Code == KeepaliveErrorCode.QuestionNotFound)
            {
                // It has ended since.
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // Its worker is stopped or overloaded.
            }
        }

        return open;
    }
}
