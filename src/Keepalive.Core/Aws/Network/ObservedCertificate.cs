using System.Security.Cryptography.X509Certificates;

namespace Keepalive.Aws.Network;

/// <summary>The certificate of a server as the certificate callback saw it, refused or not.</summary>
/// <param name="Host">The server's name, as it was asked for.</param>
/// <param name="Issuer">Who issued the chain, in words.</param>
/// <param name="IsInspector">The issuer is a product that opens connections.</param>
/// <param name="IsAmazon">The issuer is Amazon.</param>
/// <param name="IsBySystem">The operating system trusts it without the configured bundles.</param>
/// <param name="IsTrusted">It was not refused.</param>
/// <param name="Chain">The certificates, the server's own first.</param>
internal sealed record ObservedCertificate(
    string Host, string Issuer, bool IsInspector, bool IsAmazon, bool IsBySystem, bool IsTrusted, IReadOnlyList<byte[]> Chain)
{
    public static ObservedCertificate Of(string host, X509Certificate2 leaf, X509Chain chain, bool isBySystem, bool isTrusted) => new(
        host, CertificateIssuer.Describe(leaf, chain), CertificateIssuer.Inspector(leaf, chain) is not null, CertificateIssuer.IsAmazon(leaf, chain),
        isBySystem, isTrusted,
        [leaf.RawData, .. chain.ChainElements.Select(element => element.Certificate.RawData), .. chain.ChainPolicy.ExtraStore.Select(sent => sent.RawData)]);

    /// <summary>Whether a bundle alone makes the server trusted: the verdict of a program that uses nothing else.</summary>
    /// <exception cref="KeepaliveException">CaBundleUnreadable.</exception>
    public bool IsVouchedForBy(CaBundle bundle) => CertificateTrust.Vouches(bundle.Read(), Chain);
}
