namespace Keepalive.Prompts;

/// <summary>Something that a person has to answer, or to do elsewhere, before a sign-in continues. Holds no secret.</summary>
public sealed record Question
{
    /// <summary>The kind of answer.</summary>
    public required QuestionKind Kind { get; init; }

    /// <summary>The words of the question: one line, without control characters.</summary>
    public required string Words { get; init; }

    /// <summary>The program or service that asks, as a person calls it.</summary>
    public required string Tool { get; init; }

    /// <summary>The profile that is signed in to.</summary>
    public required string Profile { get; init; }

    /// <summary>The options of a choice, in the order of the tool; else empty.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>The tool has printed more options before these; only its last 1,000 rows are kept.</summary>
    public bool IsCut { get; init; }

    /// <summary>The sentence on that; null where all options are there.</summary>
    public string? CutWords => IsCut ? "The tool has printed more options. Only those in its last 1,000 lines are listed; set loginRole to choose another one." : null;

    /// <summary>The last rows of the tool, without secrets, where no rule knows the question; else empty.</summary>
    public IReadOnlyList<string> Rows { get; init; } = [];

    /// <summary>Why the answer before was not taken; null at the first time.</summary>
    public string? Complaint { get; init; }

    /// <summary>The address of <see cref="QuestionKind.OpenAddress"/>.</summary>
    public Uri? Address { get; init; }

    /// <summary>The number to match, or the code to enter at the address; null if there is none.</summary>
    public string? Code { get; init; }

    /// <summary>The address is opened in the person's browser, once in a sign-in.</summary>
    public bool Opens { get; init; }

    /// <summary>How long the person has.</summary>
    public TimeSpan Limit { get; init; } = LongestLimit;

    /// <summary>The kind of answer as a noun, for one line: "code", "password".</summary>
    public string Noun => Kind switch
    {
        QuestionKind.Secret => "password",
        QuestionKind.OneTimeCode => "code",
        QuestionKind.Choice => "choice",
        QuestionKind.Confirmation => "confirmation",
        _ => "answer",
    };

    /// <summary>The longest that a question stands: the life of the worker that asks it.</summary>
    public static TimeSpan LongestLimit => TimeSpan.FromMinutes(10);

    /// <summary>Whether an answer fits the kind of question.</summary>
    /// <param name="answer">The answer.</param>
    public AnswerOutcome Judge(Secret answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return Kind switch
        {
            QuestionKind.Choice => Options.Any(option => IsText(answer, option)) ? AnswerOutcome.Taken : AnswerOutcome.NotAnOption,
            QuestionKind.Confirmation => IsText(answer, "yes") || IsText(answer, "no") ? AnswerOutcome.Taken : AnswerOutcome.NotAnOption,
            QuestionKind.OpenAddress or QuestionKind.MatchNumber => AnswerOutcome.NotOpen,
            // Enter alone is an answer to "Press ENTER to continue" and to "[default]:".
            QuestionKind.Secret or QuestionKind.OneTimeCode when answer.Utf8.IsEmpty => AnswerOutcome.Empty,

            // The answer is typed at a terminal: a control character there would be a key.
            _ => answer.Utf8.ContainsAnyInRange((byte)0, (byte)0x1F) || answer.Utf8.Contains((byte)0x7F) ? AnswerOutcome.NotTypable : AnswerOutcome.Taken,
        };
    }

    private static bool IsText(Secret answer, string text) => answer.Utf8.SequenceEqual(System.Text.Encoding.UTF8.GetBytes(text));
}

/// <summary>The kinds of questions.</summary>
public enum QuestionKind
{
    /// <summary>A password, or another text that must not be shown.</summary>
    Secret,

    /// <summary>A code of an authenticator, a hardware token or a message: used once.</summary>
    OneTimeCode,

    /// <summary>One of several options. The answer is the option's text.</summary>
    Choice,

    /// <summary>Yes or no. The answer is one of these words.</summary>
    Confirmation,

    /// <summary>A text that may be shown.</summary>
    Text,

    /// <summary>An address to open in a browser. Nothing is typed.</summary>
    OpenAddress,

    /// <summary>A number to choose on another device, or an approval there. Nothing is typed.</summary>
    MatchNumber,
}
