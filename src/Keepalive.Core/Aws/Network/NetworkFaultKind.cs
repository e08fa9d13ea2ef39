namespace Keepalive.Aws.Network;

/// <summary>How a call failed on its way. Finer than the error codes, which tell a person what to do.</summary>
public enum NetworkFaultKind
{
    /// <summary>A setting (endpoint or proxy) makes no sense, so that nothing was tried.</summary>
    SettingInvalid,

    /// <summary>The name of the host, or of the proxy, has no address.</summary>
    NameNotResolved,

    /// <summary>No program listens there.</summary>
    ConnectionRefused,

    /// <summary>There is no answer in time.</summary>
    ConnectTimedOut,

    /// <summary>There is no way to it, for another reason.</summary>
    Unreachable,

    /// <summary>The proxy asks for a name and password (407).</summary>
    ProxyWantsPassword,

    /// <summary>The proxy does not let the connection through, or the program there is not such a proxy.</summary>
    ProxyRefused,

    /// <summary>The proxy takes the connection and does not answer in time.</summary>
    ProxySilent,

    /// <summary>The proxy takes the connection and closes it without an answer.</summary>
    ProxyHungUp,

    /// <summary>No trusted authority has signed the certificate.</summary>
    Untrusted,

    /// <summary>The certificate is expired or not valid yet.</summary>
    CertificateUntimely,

    /// <summary>The certificate was issued to another host.</summary>
    CertificateOfOtherHost,

    /// <summary>A configured bundle that might have helped can't be read.</summary>
    BundleUnreadable,

    /// <summary>The connection was reset in the handshake.</summary>
    HandshakeReset,

    /// <summary>The connection was closed in the handshake.</summary>
    HandshakeClosed,

    /// <summary>The connection stood, and the handshake was not answered in time.</summary>
    HandshakeTimedOut,

    /// <summary>The answering program does not use TLS, or supports no common version.</summary>
    NotTls,

    /// <summary>No whole answer in time.</summary>
    AnswerTimedOut,

    /// <summary>The connection ended before the answer did.</summary>
    ConnectionBroke,

    /// <summary>Something on the way sent to another place, or demands a sign-in.</summary>
    Redirected,

    /// <summary>Something on the way answered with a web page, or with anything that no AWS service says.</summary>
    ForeignAnswer,
}
