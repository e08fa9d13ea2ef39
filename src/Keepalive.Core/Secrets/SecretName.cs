using Keepalive.Configuration;

namespace Keepalive.Secrets;

/// <summary>The owner and the kind of a secret. It contains nothing of the value, so it may be shown and used in a file name.</summary>
public sealed record SecretName
{
    /// <summary>Stores have limits of their own; this is below each of them.</summary>
    private const int LongestOwner = 200;

    private readonly string _kind;
    private readonly string _place;
    private readonly string _name;

    private SecretName(string place, string name, string kind)
    {
        (_place, _name, _kind) = (place, name, kind);
        if (name.Length is 0 or > LongestOwner || name.Any(char.IsControl))
        {
            throw KeepaliveErrors.SecretInvalid(place, $"the name of its {place} is empty, longer than {LongestOwner} characters or contains a control character");
        }
    }

    /// <summary>The secret of a profile: that of its account where the settings name one, so that several profiles can share it.</summary>
    /// <param name="settings">The settings of the profile.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="kind">What the secret is for.</param>
    internal static SecretName Of(KeepaliveConfiguration settings, string profile, SecretKind kind) =>
        settings.LoginAccount is { } account ? ForAccount(account, kind) : ForProfile(profile, kind);

    /// <summary>The same in every store: <c>profile/dev/password</c>.</summary>
    public string Key => $"{Owner}/{_kind}";

    /// <summary>The owner: <c>profile/work</c>.</summary>
    public string Owner => $"{_place}/{_name}";

    /// <summary>For a person: <c>password of profile 'work'</c>.</summary>
    public string Description => $"{(_kind == "totp" ? "TOTP seed" : _kind)} of {_place} '{_name}'";

    /// <summary>For a person, of what a command prints: <c>one-time code of profile 'work'</c>.</summary>
    internal string PrintedDescription => $"{(_kind == "totp" ? "one-time code" : _kind)} of {_place} '{_name}'";

    /// <summary>The kind of the secret.</summary>
    public SecretKind Kind => _kind == "totp" ? SecretKind.Totp : SecretKind.Password;

    /// <summary>
    /// <see cref="Key"/> where the system takes upper and lower case for the same, as Windows does with files and credentials:
    /// names with a capital letter differ by their suffix (FNV-1a; it protects nothing).
    /// </summary>
    internal string CaselessKey
    {
        get
        {
            string key = Key;
            if (!key.Any(char.IsUpper))
            {
                return key;
            }

            ulong hash = 14695981039346656037;
            foreach (char character in key)
            {
                hash = unchecked((hash ^ character) * 1099511628211);
            }

            return $"{key}~{hash:x16}";
        }
    }

    /// <summary>The secret of one profile.</summary>
    /// <param name="profile">The profile's name.</param>
    /// <param name="kind">What it is for.</param>
    /// <exception cref="KeepaliveException">SecretInvalid: no store takes such a name.</exception>
    public static SecretName ForProfile(string profile, SecretKind kind) => new("profile", profile, Word(kind));

    /// <summary>The secret of an account that several profiles sign in with.</summary>
    /// <param name="account">The name that its users agree on.</param>
    /// <param name="kind">What it is for.</param>
    /// <exception cref="KeepaliveException">SecretInvalid: no store takes such a name.</exception>
    public static SecretName ForAccount(string account, SecretKind kind) => new("account", account, Word(kind));

    /// <summary>The key under which this secret's fingerprints are made; kept beside it.</summary>
    internal SecretName FingerprintKey() => new(_place, _name, $"{_kind}-fingerprint-key");

    /// <inheritdoc/>
    public override string ToString() => Description;

    private static string Word(SecretKind kind) => kind == SecretKind.Totp ? "totp" : "password";
}

/// <summary>The kind of a secret.</summary>
public enum SecretKind
{
    /// <summary>The password that a login tool asks for.</summary>
    Password,

    /// <summary>The seed of time-based one-time codes (RFC 6238).</summary>
    Totp,
}
