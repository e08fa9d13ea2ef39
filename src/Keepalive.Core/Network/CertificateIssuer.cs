using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Keepalive.Network;

/// <summary>Names who stands behind a certificate, so that a person knows whom to ask.</summary>
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

    public static string Describe(X509Certificate2 leaf, X509Chain chain)
    {
        string names = leaf.Issuer;
        X500DistinguishedName outermost = leaf.IssuerName;
        foreach (X509ChainElement element in chain.ChainElements)
        {
            names += $"\n{element.Certificate.Issuer}";
            outermost = element.Certificate.IssuerName;
        }

        foreach ((string word, string product) in Inspectors)
        {
            if (names.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return product;
            }
        }

        return Name(outermost);
    }

    private static string Name(X500DistinguishedName name)
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
            return "an issuer without a readable name";
        }

        return (Clean(organization), Clean(common)) switch
        {
            ({ } o, { } cn) when o != cn => $"{o} ({cn})",
            ({ } o, _) => o,
            (null, { } cn) => cn,
            _ => "an issuer without a name",
        };
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
