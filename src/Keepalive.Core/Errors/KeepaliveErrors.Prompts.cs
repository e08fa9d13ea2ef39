namespace Keepalive.Errors;

/// <content>Errors of questions to a person.</content>
public static partial class KeepaliveErrors
{
    internal static KeepaliveException PromptUnavailable(string profile, string tool, string words, string reason) => new(
        KeepaliveErrorCode.PromptUnavailable,
        $"{tool} asks a question ('{words}') whose answer is not stored, and there is no way to ask a person here: {reason}.",
        $"Run 'claude-aws autologin --profile {profile}' (Invoke-ClaudeAwsLogin) in a terminal, and answer there.", profile);

    internal static KeepaliveException AnswerNotGiven(string profile, string tool, string words, string reason) => new(
        KeepaliveErrorCode.AnswerNotGiven,
        $"{tool} asked a question ('{words}'), and {reason}.",
        $"Sign in again when you are ready to answer: 'claude-aws refresh --profile {profile}' (Invoke-ClaudeAwsRefresh).", profile);

    internal static KeepaliveException QuestionNotFound(string reason) => new(
        KeepaliveErrorCode.QuestionNotFound,
        $"There is nothing to answer: {reason}.",
        "'claude-aws answer' lists the open questions.", target: null);
}
