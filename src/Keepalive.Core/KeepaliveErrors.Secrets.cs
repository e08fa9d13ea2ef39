namespace Keepalive;

/// <content>Passwords, seeds and their stores. A secret is told by whose it is, never by anything of its value.</content>
public static partial class KeepaliveErrors
{
    private const string SetSecret = "'claude-aws secret set' (Set-ClaudeAwsSecret)";

    /// <summary>No store can be used.</summary>
    /// <param name="named">The store that was asked for, or null.</param>
    /// <param name="stores">All there are on this machine, with what is the matter with each.</param>
    public static KeepaliveException SecretStoreUnavailable(string? named, string stores) => new(
        KeepaliveErrorCode.SecretStoreUnavailable,
        named is null
            ? $"No store for secrets can be used on this machine ({stores})."
            : $"The store for secrets '{named}' can't be used on this machine ({stores}).",
        "Mend what is said of the store you want, or choose one with --store (-Store), CLAUDE_AWS_SECRET_STORE or the setting secretStore; in PowerShell -Vault takes any SecretManagement vault.",
        named);

    /// <summary>A store failed.</summary>
    /// <param name="store">The store, as it is called.</param>
    /// <param name="reason">What it said, without a value.</param>
    /// <param name="inner">What the system reported.</param>
    public static KeepaliveException SecretStoreFailed(string store, string reason, Exception? inner = null) => new(
        KeepaliveErrorCode.SecretStoreFailed,
        $"{char.ToUpperInvariant(store[0])}{store[1..]} did not do it ({reason}).",
        "Check that it is unlocked for you; another one can be chosen with --store (-Store), CLAUDE_AWS_SECRET_STORE or the setting secretStore.",
        store, inner);

    /// <summary>There is no such secret.</summary>
    /// <param name="secret">Whose, and which.</param>
    /// <param name="store">The store, as it is called.</param>
    public static KeepaliveException SecretNotFound(string secret, string store) => new(
        KeepaliveErrorCode.SecretNotFound,
        $"There is no {secret} in {store}.",
        $"Store it once with {SetSecret}.", secret);

    internal static KeepaliveException SecretInvalid(string secret, string reason) => new(
        KeepaliveErrorCode.SecretInvalid,
        $"The {secret} can't be kept: {reason}.",
        $"Give it again with {SetSecret}: one line, without quotes around it.", secret);

    internal static KeepaliveException TotpSeedInvalid(string secret, string reason) => new(
        KeepaliveErrorCode.TotpSeedInvalid,
        $"The {secret} can't be used: {reason}.",
        $"Give the text below the QR code (Base32), or the whole otpauth://totp/ address, to {SetSecret}.", secret);

    internal static KeepaliveException TotpSeedForbidden(string secret) => new(
        KeepaliveErrorCode.TotpSeedForbidden,
        $"The {secret} is neither kept nor used: forbidStoredTotpSeeds is set.",
        "Enter the code yourself when the login tool asks. A seed beside its password makes one factor of two; whoever set the key wants two.", secret);

    internal static KeepaliveException OneTimeCodeUsed(string secret, TimeSpan next) => new(
        KeepaliveErrorCode.OneTimeCodeUsed,
        $"The one-time code of this moment was given already (the {secret}); the next one comes in {Duration.Format(next)}.",
        "Wait for it, then try again: no service takes one code twice.", secret);

    internal static KeepaliveException PasswordRejected(string secret, DateTimeOffset instant) => new(
        KeepaliveErrorCode.PasswordRejected,
        $"The stored {secret} was refused at {Timestamp.Format(instant)}; it is not used again, so that the account is not locked.",
        $"Store the right one with {SetSecret}. If it is right, use --force (-Force) in a terminal.", secret);

    internal static KeepaliveException MfaCoolingDown(string secret, int failures, TimeSpan left) => new(
        KeepaliveErrorCode.MfaCoolingDown,
        $"The second factor was denied or not given in time{(failures > 1 ? $", {failures} times in a row" : string.Empty)} (login with the {secret}); it is not asked for by itself for {Duration.Format(left)}.",
        "Use --force (-Force) in a terminal when you are ready to answer. If it was not you who signed in, change your password.", secret);

    internal static KeepaliveException LoginCoolingDown(string secret, string failure, int failures, TimeSpan left) => new(
        KeepaliveErrorCode.SignInCoolingDown,
        $"The last login with the {secret} failed ({failure}{(failures > 1 ? $", {failures} times in a row" : string.Empty)}); none is started by itself for {Duration.Format(left)}.",
        "Find the cause first; then use --force (-Force) in a terminal, or store another secret with 'claude-aws secret set'.", secret);

    internal static KeepaliveException ForceRefused(string reason) => new(
        KeepaliveErrorCode.ForceRefused,
        $"--force (-Force) is refused: {reason}.",
        "Run it yourself in a terminal of your own. A program that forces logins could lock your account.");
}
