namespace Keepalive.Aws.Network;

/// <summary>A call that failed between here and the service.</summary>
/// <param name="Error">The designed error.</param>
/// <param name="RequestWasSent">
/// False if the failure came before the request was sent, so that it may be sent again in any case; null if it is unknown
/// whether the service has acted on it; true if the service has answered.
/// </param>
/// <param name="Kind">How it failed.</param>
internal sealed record NetworkFault(KeepaliveException Error, bool? RequestWasSent, NetworkFaultKind Kind)
{
    /// <summary>Something on the way answered in the service's place. What it did with the request is its secret.</summary>
    public static NetworkFault FromMiddlebox(string host, Middlebox middlebox) => new(
        KeepaliveErrors.MiddleboxAnswered(host, middlebox.What), RequestWasSent: null,
        middlebox.IsRedirect ? NetworkFaultKind.Redirected : NetworkFaultKind.ForeignAnswer);
}

/// <summary>
/// Carries a <see cref="NetworkFault"/> through the SDK, which hands on an exception it does not know as it is.
/// </summary>
internal sealed class NetworkFaultException(NetworkFault fault, Exception? inner = null) : Exception(fault.Error.Message, inner)
{
    public NetworkFault Fault { get; } = fault;
}

/// <summary>Facts of a failed call besides its exception.</summary>
/// <param name="Host">The service's host.</param>
/// <param name="Proxy">The proxy on the way; null for none.</param>
/// <param name="Refusal">Why the host's certificate was refused last, if it was.</param>
/// <param name="Settings">The time limits.</param>
/// <param name="CallTimedOut">The whole call's time was over.</param>
/// <param name="AnswerBegun">The head of an answer had come.</param>
/// <param name="Progress">How far the call's last connection came; null if the call made none.</param>
internal sealed record FaultCircumstances(
    string Host, ProxyRoute? Proxy, TlsFinding? Refusal, NetworkSettings Settings, bool CallTimedOut, bool AnswerBegun, ConnectionProgress? Progress = null);
