using System.Text.Json.Nodes;
using Keepalive.Aws.Network;
using Keepalive.Platform.Json;

namespace Keepalive.ConsoleLogin;

/// <summary>The errors of the sign-in service as conditions. Its texts are never repeated: they may quote the request.</summary>
internal static class SignInServiceErrors
{
    /// <summary>Reads an error answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="body">Its JSON; null if it is none.</param>
    /// <param name="session">The session.</param>
    /// <param name="isRefresh">A refresh token was sent, not a code.</param>
    /// <param name="region">The region that was asked.</param>
    /// <param name="now">The time, for a Retry-After that is a date.</param>
    public static SignInServiceException Of(HttpResponseMessage answer, JsonObject? body, LoginSession session, bool isRefresh, string region, DateTimeOffset now)
    {
        string? type = answer.Headers.TryGetValues(ErrorAnswer.TypeHeader, out IEnumerable<string>? values) ? ErrorAnswer.TypeOf(values.FirstOrDefault(), []) : null;
        TimeSpan? after = answer.Headers.RetryAfter is { } header ? header.Delta ?? header.Date - now : null;
        var failure = new ServiceFailure((int)answer.StatusCode, type, after > TimeSpan.Zero ? after : null);
        string? error = Word(body?.Text("error"));
        return new SignInServiceException(
            CallFailure.Of(failure, ErrorOf(failure, error, session.DisplayName, isRefresh, region)),
            mayBeOfTime: failure.Status is 400 or 401 or 403 && !failure.IsThrottled && (error is null or "INVALID_REQUEST" || error.Contains("dpop", StringComparison.OrdinalIgnoreCase)));
    }

    private static KeepaliveException ErrorOf(ServiceFailure failure, string? error, string session, bool isRefresh, string region) => error switch
    {
        "TOKEN_EXPIRED" => KeepaliveErrors.SignInRequired(session, "its session has ended; a session of aws login lasts up to 12 hours"),
        "USER_CREDENTIALS_CHANGED" => KeepaliveErrors.SignInRequired(session, "the password or another credential of this user has changed since the sign-in"),
        "RESOURCE_NOT_FOUND" => KeepaliveErrors.SignInRequired(session, "the service does not know the session; it was ended elsewhere"),
        "AUTHCODE_EXPIRED" => KeepaliveErrors.SignInCodeExpired(session),
        "INSUFFICIENT_PERMISSIONS" => KeepaliveErrors.ConsoleLoginNotAllowed(session),
        "CONFLICT" => KeepaliveErrors.ServiceBusy(Name, session),
        _ when failure.IsThrottled || error == "SERVICE_QUOTA_EXCEEDED" => KeepaliveErrors.ServiceThrottled(Name, session),
        _ when failure.IsServerFault => KeepaliveErrors.ServiceUnavailable(Name, failure.Status, session),
        "INVALID_REQUEST" => isRefresh ? KeepaliveErrors.SignInRegionWrong(session, region) : KeepaliveErrors.SignInCodeRefused(session),
        _ when failure.Status == 400 => isRefresh ? KeepaliveErrors.SignInRegionWrong(session, region) : KeepaliveErrors.SignInCodeRefused(session),
        _ when failure.Status == 401 => isRefresh ? KeepaliveErrors.SignInRequired(session, "the service no longer accepts it") : KeepaliveErrors.SignInCodeExpired(session),
        _ => KeepaliveErrors.SignInServiceRefused(failure.Status, error ?? failure.Type, session),
    };

    private static string Name => AwsService.SignIn.DisplayName;

    /// <summary>A word that may be shown in a message.</summary>
    private static string? Word(string? text) =>
        text is { Length: > 0 and <= 64 } && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-') ? text : null;
}

/// <summary>An error that the sign-in service has answered.</summary>
/// <param name="failure">The failure.</param>
/// <param name="mayBeOfTime">The service does not say why; it may be the time of the proof.</param>
internal sealed class SignInServiceException(CallFailure failure, bool mayBeOfTime) : Exception(failure.Error.Message)
{
    public bool MayBeOfTime { get; } = mayBeOfTime;

    public CallFailure Failure { get; } = failure;
}
