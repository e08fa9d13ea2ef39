using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Keepalive.Aws.Network;

/// <summary>Names the issuer of a certificate, so that a person knows whom to ask.</summary>
internal static class CertificateIssuer
{
    private const string CommonName = "2.5.4.3";
    private const string Organization = "2.5.4.10";
    private const int MaximumLength = 80;

    /// <summary>The inspecting proxies that are met in the field, by a word of their issuer's name.</summary>
    private static readonly (string Word, string Product)[] Inspectors =
    [
        ("zscaler", "Zscaler"),
        ("netskope", "Netskope"),
        ("goskope", "Netskope"),
        ("palo alto", "Palo Alto Networks"),
        ("fortinet", "Fortinet"),
        ("fortigate", "Fortinet"),
        ("cisco umbrella", "Cisco Umbrella"),
        ("opendns", "Cisco Umbrella"),
    ];

    public static string Describe(X509Certificate2 leaf, X509Chain chain) => Inspector(leaf, chain) ?? Name(Outermost(leaf, chain));

    /// <summary>The product that is known to open connections and to sign them anew; null for all other issuers.</summary>
    public static string? Inspector(X509Certificate2 leaf, X509Chain chain)
    {
        string names = leaf.Issuer;
        foreach (X509ChainElement element in chain.ChainElements)
        {
            names += $"\n{element.Certificate.Issuer}";
        }

        foreach ((string word, string product) in Inspectors)
        {
            if (names.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return product;
            }
        }

        return null;
    }

    /// <summary>Amazon's own authority, or the one that first signed its roots.</summary>
    public static bool IsAmazon(X509Certificate2 leaf, X509Chain chain) =>
        Parts(leaf.IssuerName).Organization == "Amazon"
        || Parts(Outermost(leaf, chain)).Organization is "Amazon" or "Starfield Technologies, Inc.";

    private static X500DistinguishedName Outermost(X509Certificate2 leaf, X509Chain chain) =>
        chain.ChainElements.Count > 0 ? chain.ChainElements[^1].Certificate.IssuerName : leaf.IssuerName;

    private static string Name(X500DistinguishedName name)
    {
        (string? organization, string? common) = Parts(name);
        return (Clean(organization), Clean(common)) switch
        {
            ({ } o, { } cn) when o != cn => $"{o} ({cn})",
            ({ } o, _) => o,
            (null, { } cn) => cn,
            _ => "an issuer without a name",
        };
    }

    private static (string? Organization, string? Common) Parts(X500DistinguishedName name)
    {
        string? organization = null;
        string? common = null;
        try
        {
            foreach (X500RelativeDistinguishedName part in name.EnumerateRelativeDistinguishedNames())
            {
                if (part.HasMultipleElements)
                {
                    continue;
                }

                switch (part.GetSingleElementType().Value)
                {
                    case Organization:
                        organization = part.GetSingleElementValue();
                        break;
                    case CommonName:
                        common = part.GetSingleElementValue();
                        break;
                }
            }
        }
        catch (CryptographicException)
        {
            return (null, null);
        }

        return (organization, common);
    }

    /// <summary>The name is the network's to choose and goes to a terminal.</summary>
    private static string? Clean(string? text)
    {
        var clean = new StringBuilder();
        foreach (char letter in text ?? string.Empty)
        {
            if (clean.Length < MaximumLength && !char.IsControl(letter) && char.GetUnicodeCategory(letter) != System.Globalization.UnicodeCategory.Format)
            {
                clean.Append(letter);
            }
        }

        return clean.Length > 0 ? clean.ToString() : null;
    }
}
