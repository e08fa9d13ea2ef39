using System.Globalization;
using System.Xml;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.SSOOIDC.Model;

namespace Keepalive.Aws.Network;

/// <summary>Converts exceptions of the SDK to <see cref="CallFailure"/>.</summary>
internal static class SdkFailures
{
    /// <summary>Null for an exception that is not a failure of a call (a cancellation, a program error).</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="operation">What was asked.</param>
    /// <param name="target">The session, profile or role that was worked on.</param>
    /// <param name="now">The time, for a Retry-After that is a date.</param>
    public static CallFailure? Classify(Exception exception, AwsOperation operation, string target, DateTimeOffset now) =>
        Classify(exception, target, answered => CallFailure.Of(Read(answered, now), operation, target, answered));

    /// <summary>The same for a service with conditions of its own.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="target">The session, profile or role that was worked on.</param>
    /// <param name="now">The time, for a Retry-After that is a date.</param>
    /// <param name="toError">Makes the designed error of an answer.</param>
    public static CallFailure? Classify(
        Exception exception, string target, DateTimeOffset now, Func<ServiceFailure, AmazonServiceException, KeepaliveException> toError) =>
        Classify(exception, target, answered => Read(answered, now) is var failure ? CallFailure.Of(failure, toError(failure, answered)) : null);

    private static CallFailure? Classify(Exception exception, string target, Func<AmazonServiceException, CallFailure?> ofAnswer)
    {
        for (Exception? inner = exception; inner is not null; inner = inner.InnerException)
        {
            switch (inner)
            {
                case NetworkFaultException { Fault: { } fault }:
                    return CallFailure.Of(fault);
                case AmazonUnmarshallingException or XmlException or FormatException or OverflowException: // The SDK lets those of the XML reader and of its numbers and times through.
                    return new CallFailure(
                        KeepaliveErrors.AnswerLost(target, "it can't be understood"), RequestWasSent: true, RetryChance.OnlyIfReplayable);
                case AmazonServiceException answered:
                    return ofAnswer(answered);
            }
        }

        return null;
    }

    /// <summary>The header that <see cref="ErrorAnswer"/> has written, otherwise the SDK's result (for STS, from the XML).</summary>
    public static ServiceFailure Read(AmazonServiceException exception, DateTimeOffset now)
    {
        IWebResponseData? answer = (exception.InnerException as HttpErrorResponseException)?.Response;
        string? header = answer?.GetHeaderValue(ErrorAnswer.TypeHeader);
        return new ServiceFailure(
            (int)exception.StatusCode,
            ErrorAnswer.TypeOf(header, []) ?? ErrorAnswer.TypeOf(exception.ErrorCode, []),
            RetryAfter(answer?.GetHeaderValue("Retry-After"), now),
            (exception as AccessDeniedException)?.Reason?.Value ?? (exception as InvalidRequestException)?.Reason?.Value);
    }

    /// <summary>Seconds or a date (RFC 9110, 10.2.3).</summary>
    private static TimeSpan? RetryAfter(string? text, DateTimeOffset now)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds))
        {
            return TimeSpan.FromSeconds(seconds);
        }

        return DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at)
            ? at > now ? at - now : TimeSpan.Zero
            : null;
    }
}
