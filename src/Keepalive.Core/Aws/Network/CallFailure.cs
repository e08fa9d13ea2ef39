namespace Keepalive.Aws.Network;

/// <summary>A failed call as the retries see it.</summary>
/// <param name="Error">The designed error.</param>
/// <param name="RequestWasSent">See <see cref="NetworkFault.RequestWasSent"/>.</param>
/// <param name="Retry">Whether trying again can help.</param>
/// <param name="RetryAfter">How long the service asks to wait.</param>
internal sealed record CallFailure(KeepaliveException Error, bool? RequestWasSent, RetryChance Retry, TimeSpan? RetryAfter = null)
{
    public static CallFailure Of(NetworkFault fault) => new(
        fault.Error,
        fault.RequestWasSent,
        fault switch
        {
            { Kind: NetworkFaultKind.ConnectTimedOut or NetworkFaultKind.HandshakeTimedOut or NetworkFaultKind.ProxySilent } => RetryChance.Once,
            { Kind: NetworkFaultKind.ProxyHungUp } => RetryChance.Safe,
            { RequestWasSent: false } when IsPassing(fault.Error.Code) => RetryChance.Safe,
            { Error.Code: KeepaliveErrorCode.AnswerLost } => RetryChance.OnlyIfReplayable,
            _ => RetryChance.None,
        });

    public static CallFailure Of(ServiceFailure failure, AwsOperation operation, string target, Exception? inner) => new(
        ServiceErrors.ToException(failure, operation, target, inner),
        RequestWasSent: true,
        operation == AwsOperation.PollDeviceToken && failure.Type is "SlowDownException" or "SlowDown" ? RetryChance.None // the polling loop waits longer
            : failure.IsThrottled ? RetryChance.Safe
            : failure.IsServerFault ? RetryChance.OnlyIfReplayable
            : RetryChance.None,
        failure.RetryAfter);

    /// <summary>The same with an error of the caller.</summary>
    public static CallFailure Of(ServiceFailure failure, KeepaliveException error) => new(
        error,
        RequestWasSent: true,
        failure.IsThrottled ? RetryChance.Safe : failure.IsServerFault ? RetryChance.OnlyIfReplayable : RetryChance.None,
        failure.RetryAfter);

    /// <summary>Certificates, refusals of a proxy and wrong settings stay as they are for the next seconds.</summary>
    private static bool IsPassing(string code) =>
        code is KeepaliveErrorCode.NetworkUnreachable or KeepaliveErrorCode.NameNotResolved or KeepaliveErrorCode.TlsInterrupted;
}

/// <summary>Whether a call that failed may be made again.</summary>
internal enum RetryChance
{
    /// <summary>It would fail again.</summary>
    None,

    /// <summary>The service has not acted on it.</summary>
    Safe,

    /// <summary>The service has not acted on it, but each attempt takes seconds: who waits for the caller must hear of it in time.</summary>
    Once,

    /// <summary>The service may have acted on it.</summary>
    OnlyIfReplayable,
}
