namespace Keepalive.Errors;

/// <content>Errors of questions to a person.</content>
public static partial class KeepaliveErrors
{
    internal static KeepaliveException PromptUnavailable(string profile, string tool, string words, string reason) => new(
        KeepaliveErrorCode.PromptUnavailable,
        $"{tool} asks a question ('{words}'). The answer is not stored, and Keepalive can't ask you here: {reason}.",
        $"Run 'claude-aws autologin {CommandWord.Profile(profile)}' (Invoke-ClaudeAwsLogin) in a terminal, and answer there.", profile);

    /// <summary>The host of a PowerShell session can't ask.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="tool">The program that asks.</param>
    /// <param name="words">The question.</param>
    /// <param name="host">The host's name.</param>
    public static KeepaliveException HostCannotAsk(string profile, string tool, string words, string host) => PromptUnavailable(profile, tool, words, $"the PowerShell host '{host}' can't ask");

    internal static KeepaliveException AnswerNotGiven(string profile, string tool, string words, string reason) => new(
        KeepaliveErrorCode.AnswerNotGiven,
        $"{tool} asked a question ('{words}'), and {reason}.",
        $"When you are ready to answer, run 'claude-aws autologin {CommandWord.Profile(profile)}' (Invoke-ClaudeAwsLogin). Automatic sign-in is paused for a few minutes, so that no page opens again and again.", profile);

    /// <summary>The person gives no answer.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="tool">The program that asks.</param>
    /// <param name="words">The question.</param>
    public static KeepaliveException Declined(string profile, string tool, string words) => AnswerNotGiven(profile, tool, words, "you declined to answer");

    internal static KeepaliveException AnswerExposed(string profile, string noun, string nextStep) => new(
        KeepaliveErrorCode.AnswerExposed,
        $"The answer was not used. Keepalive does not accept a {noun} on a command line, because other programs can read command lines.",
        nextStep, profile);

    internal static KeepaliveException QuestionNotFound(string reason) => new(
        KeepaliveErrorCode.QuestionNotFound,
        $"There is no question to answer: {reason}.",
        "When a sign-in asks a question, 'claude-aws answer' lists it. To start a sign-in, run 'claude-aws login' or 'claude-aws autologin'.", target: null);
}
