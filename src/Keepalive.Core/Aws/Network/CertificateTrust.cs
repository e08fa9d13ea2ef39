using System.Collections.Concurrent;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Keepalive.Aws.Network;

/// <summary>
/// Trusts what the operating system trusts, and the configured bundles beside it. The bundles are read only once a
/// chain has failed without them: reading a full one costs tens of milliseconds. There is no way to switch the
/// verification off. Revocation is not checked, as in every AWS SDK: the lists are hosted where locked-down networks do not
/// reach, and a check that is skipped when offline gives no protection.
/// </summary>
/// <param name="bundles">The bundles, in order.</param>
internal sealed class CertificateTrust(IReadOnlyList<CaBundle> bundles)
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>Errors that a further authority can solve; other errors (expired, wrong use, broken signature) stay errors.</summary>
    private const X509ChainStatusFlags Mendable = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain
        | X509ChainStatusFlags.RevocationStatusUnknown | X509ChainStatusFlags.OfflineRevocation;

    private const X509ChainStatusFlags Untimely = X509ChainStatusFlags.NotTimeValid | X509ChainStatusFlags.NotTimeNested;

    private readonly ConcurrentDictionary<string, TlsFinding> _refusals = new(StringComparer.OrdinalIgnoreCase);
    private readonly object _gate = new();
    private X509Certificate2Collection? _extra;
    private KeepaliveException? _bundleFault;

    /// <summary>Called for every certificate, accepted or not; null if it is not needed.</summary>
    public ConnectionTrace? Witness { get; init; }

    /// <summary>How often the bundles were read: never, unless a chain failed without them.</summary>
    public int BundleReads { get; private set; }

    /// <summary>Why the last handshake with a host was refused here, if it was. It stays until one succeeds: calls that fail together share it.</summary>
    public TlsFinding? RefusalOf(string host) => _refusals.GetValueOrDefault(Key(host));

    /// <summary>The callback for <see cref="SslClientAuthenticationOptions"/>.</summary>
    public bool Verify(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        string host = Key((sender as SslStream)?.TargetHostName ?? string.Empty);
        TlsFinding? refusal = errors == SslPolicyErrors.None ? null : Judge(certificate, chain, errors);
        if (Witness is not null && certificate is X509Certificate2 leaf && chain is not null)
        {
            Witness.See(ObservedCertificate.Of(host, leaf, chain, isBySystem: errors == SslPolicyErrors.None, isTrusted: refusal is null));
        }

        if (refusal is null)
        {
            _refusals.TryRemove(host, out _);
            return true;
        }

        _refusals[host] = refusal;
        return false;
    }

    /// <summary>Whether a bundle alone makes a chain trusted, the server's own certificate first.</summary>
    public static bool Vouches(X509Certificate2Collection bundle, IReadOnlyList<byte[]> chain)
    {
        X509Certificate2[] certificates = [.. chain.Select(raw => new X509Certificate2(raw))];
        try
        {
            return Rebuild(certificates[0], certificates, bundle) == X509ChainStatusFlags.NoError;
        }
        finally
        {
            Array.ForEach(certificates, certificate => certificate.Dispose());
        }
    }

    private static string Key(string host) => host.Trim('[', ']').TrimEnd('.');

    private TlsFinding? Judge(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is not X509Certificate2 leaf || chain is null)
        {
            return new TlsFinding(TlsRefusal.Untrusted, "an unknown issuer (no certificate was sent)", null);
        }

        string issuer = CertificateIssuer.Describe(leaf, chain);
        X509ChainStatusFlags status = Status(chain);
        if ((status & Untimely) != 0)
        {
            return new TlsFinding(TlsRefusal.Untimely, issuer, null);
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            return new TlsFinding(TlsRefusal.OtherHost, issuer, null);
        }

        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || (status & ~Mendable) != 0)
        {
            return new TlsFinding(TlsRefusal.Untrusted, issuer, null);
        }

        X509Certificate2Collection extra = Extra(out KeepaliveException? bundleFault);
        X509ChainStatusFlags second = extra.Count > 0 ? Rebuild(leaf, Sent(chain), extra) : status;
        return second == X509ChainStatusFlags.NoError ? null
            : (second & Untimely) != 0 ? new TlsFinding(TlsRefusal.Untimely, issuer, null)
            : new TlsFinding(TlsRefusal.Untrusted, issuer, bundleFault);
    }

    private static IEnumerable<X509Certificate2> Sent(X509Chain chain) =>
        chain.ChainPolicy.ExtraStore.Concat(chain.ChainElements.Select(element => element.Certificate));

    private static X509ChainStatusFlags Rebuild(X509Certificate2 leaf, IEnumerable<X509Certificate2> sent, X509Certificate2Collection extra)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(extra);
        foreach (X509Certificate2 certificate in sent)
        {
            chain.ChainPolicy.ExtraStore.Add(certificate);
        }

        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        bool isGood = chain.Build(leaf);
        X509ChainStatusFlags status = Status(chain);
        return isGood ? X509ChainStatusFlags.NoError
            : status == X509ChainStatusFlags.NoError ? X509ChainStatusFlags.PartialChain
            : status;
    }

    private static X509ChainStatusFlags Status(X509Chain chain)
    {
        X509ChainStatusFlags all = X509ChainStatusFlags.NoError;
        foreach (X509ChainStatus status in chain.ChainStatus)
        {
            all |= status.Status;
        }

        return all;
    }

    /// <summary>All bundles that can be read; a bundle that can't matters only when the others do not suffice.</summary>
    private X509Certificate2Collection Extra(out KeepaliveException? fault)
    {
        lock (_gate)
        {
            if (_extra is null)
            {
                _extra = [];
                foreach (CaBundle bundle in bundles)
                {
                    BundleReads++;
                    try
                    {
                        _extra.AddRange(bundle.Read());
                    }
                    catch (KeepaliveException exception)
                    {
                        _bundleFault ??= exception;
                    }
                }
            }

            fault = _bundleFault;
            return _extra;
        }
    }
}
