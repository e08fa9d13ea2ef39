using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Keepalive.Sandbox.Services;

/// <summary>A certificate for 127.0.0.1 and localhost with an authority of its own, made for one run and known to no store.</summary>
internal sealed class LoopbackCertificate : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private LoopbackCertificate(X509Certificate2 authority, X509Certificate2 server)
    {
        Authority = authority;
        Server = server;
    }

    /// <summary>Without its private key.</summary>
    public X509Certificate2 Authority { get; }

    public X509Certificate2 Server { get; }

    /// <summary>Makes both, valid from yesterday to tomorrow by the machine's clock: TLS knows no other.</summary>
    /// <param name="issuer">The authority's organisation.</param>
    /// <param name="names">Hosts beyond localhost that it is for.</param>
    public static LoopbackCertificate Make(string issuer, params IEnumerable<string> names)
    {
        DateTimeOffset from = DateTimeOffset.UtcNow.AddDays(-1);
        DateTimeOffset until = from.AddDays(2);
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authorityRequest = new CertificateRequest(Name(issuer, issuer + " Root CA"), authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        authorityRequest.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        authorityRequest.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(authorityRequest.PublicKey, false));
        using X509Certificate2 authority = authorityRequest.CreateSelfSigned(from, until);

        using var serverKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var serverRequest = new CertificateRequest(Name(issuer, "localhost"), serverKey, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        alternatives.AddIpAddress(IPAddress.Loopback);
        foreach (string name in names.Prepend("localhost"))
        {
            alternatives.AddDnsName(name);
        }

        serverRequest.CertificateExtensions.Add(alternatives.Build());
        serverRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        serverRequest.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        serverRequest.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], false));
        // Python refuses a chain whose members are not tied by their key identifiers.
        serverRequest.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false));
        using X509Certificate2 signed = serverRequest.Create(authority, from, until, RandomNumberGenerator.GetBytes(16));
        using X509Certificate2 server = signed.CopyWithPrivateKey(serverKey);

        // Through PKCS#12: SChannel does not take a key that was never stored.
        return new LoopbackCertificate(
            X509CertificateLoader.LoadCertificate(authority.RawData),
            X509CertificateLoader.LoadPkcs12(server.Export(X509ContentType.Pkcs12), null));
    }

    public void Dispose()
    {
        Authority.Dispose();
        Server.Dispose();
    }

    private static X500DistinguishedName Name(string organisation, string commonName)
    {
        var name = new X500DistinguishedNameBuilder();
        name.AddCommonName(commonName);
        name.AddOrganizationName(organisation);
        return name.Build();
    }
}
