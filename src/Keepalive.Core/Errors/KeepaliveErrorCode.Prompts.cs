namespace Keepalive.Errors;

/// <content>Errors of questions to a person.</content>
public static partial class KeepaliveErrorCode
{
    /// <summary>A person must answer, and there is no way to ask one.</summary>
    public const string PromptUnavailable = nameof(PromptUnavailable);

    /// <summary>A person was asked and gave no answer: the question was declined, or its time was over.</summary>
    public const string AnswerNotGiven = nameof(AnswerNotGiven);

    /// <summary>There is no question to answer, or none that this answer fits.</summary>
    public const string QuestionNotFound = nameof(QuestionNotFound);

    /// <summary>A password or a code was given on a command line, where other programs can read it. It is not used.</summary>
    public const string AnswerExposed = nameof(AnswerExposed);

    private static ErrorCondition[] PromptConditions =>
    [
        new(PromptUnavailable, 10, ConditionCategory.ResourceUnavailable, ErrorTrait.FailedLogin),
        new(AnswerNotGiven, 10, ConditionCategory.OperationStopped, ErrorTrait.FailedLogin),
        new(QuestionNotFound, 4, ConditionCategory.ObjectNotFound),
        new(AnswerExposed, 18, ConditionCategory.InvalidArgument),
    ];
}
