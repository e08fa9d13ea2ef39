namespace Keepalive.Secrets;

/// <summary>The command lines of well-known password managers and tokens, as documented and as completion offers them. Each prints the value alone.</summary>
public static class PasswordManagers
{
    /// <summary>Every line.</summary>
    public static IReadOnlyList<PasswordManagerLine> All { get; } =
    [
        new("1Password", SecretKind.Password, "op read op://Work/Okta/password"),
        new("1Password", SecretKind.Totp, "op item get Okta --otp"),
        new("Bitwarden", SecretKind.Password, "bw get password Okta"),
        new("Bitwarden", SecretKind.Totp, "bw get totp Okta"),
        new("KeePassXC", SecretKind.Password, "keepassxc-cli show -q --no-password -k ~/work.keyx -a Password -s ~/work.kdbx Okta"),
        new("KeePassXC", SecretKind.Totp, "keepassxc-cli show -q --no-password -k ~/work.keyx -t ~/work.kdbx Okta"),
        new("pass", SecretKind.Password, "pass show work/okta"),
        new("pass", SecretKind.Totp, "pass otp work/okta"),
        new("YubiKey", SecretKind.Totp, "ykman oath accounts code -s Okta:anna@corp.example"),
    ];
}

/// <summary>One line, with an example's names.</summary>
/// <param name="Tool">The password manager.</param>
/// <param name="Kind">What the line prints: the password, or the current one-time code.</param>
/// <param name="Line">The program with its arguments.</param>
public sealed record PasswordManagerLine(string Tool, SecretKind Kind, string Line);
