namespace Keepalive.Aws.Network;

/// <summary>Why a server's certificate was refused.</summary>
internal enum TlsRefusal
{
    /// <summary>No trusted authority has signed it.</summary>
    Untrusted,

    /// <summary>It is not valid yet, or no longer.</summary>
    Untimely,

    /// <summary>It was issued to another host.</summary>
    OtherHost,
}

/// <summary>The certificate of a refused server, as the certificate callback saw it.</summary>
/// <param name="Refusal">The reason.</param>
/// <param name="Issuer">Who issued the chain, in words.</param>
/// <param name="BundleFault">A configured bundle that might have helped and can't be read.</param>
internal sealed record TlsFinding(TlsRefusal Refusal, string Issuer, KeepaliveException? BundleFault);
