namespace Keepalive.Errors;

/// <content>Errors of passwords, seeds and their stores. Messages name a secret's owner, never a part of its value.</content>
public static partial class KeepaliveErrors
{
    private const string SetSecret = "'claude-aws secret set' (Set-ClaudeAwsSecret)";

    /// <summary>No store can be used.</summary>
    /// <param name="named">The store that was asked for, or null.</param>
    /// <param name="stores">Every store of this machine with its problem.</param>
    public static KeepaliveException SecretStoreUnavailable(string? named, string stores) => new(
        KeepaliveErrorCode.SecretStoreUnavailable,
        named is null
            ? $"No secret store can be used on this machine ({stores})."
            : $"The secret store '{named}' can't be used on this machine ({stores}).",
        "Fix the problem shown for the store that you want. Or choose another store with --store (-Store), CLAUDE_AWS_SECRET_STORE or the setting secretStore. In PowerShell, -Vault accepts any SecretManagement vault.",
        named);

    /// <summary>A store failed.</summary>
    /// <param name="store">The display name of the store.</param>
    /// <param name="reason">The store's message, without the secret.</param>
    /// <param name="inner">What the system reported.</param>
    public static KeepaliveException SecretStoreFailed(string store, string reason, Exception? inner = null) => new(
        KeepaliveErrorCode.SecretStoreFailed,
        $"{char.ToUpperInvariant(store[0])}{store[1..]} failed: {reason}.",
        "Check that the store is unlocked. You can choose another store with --store (-Store), CLAUDE_AWS_SECRET_STORE or the setting secretStore.",
        store, inner);

    /// <summary>The secret is not stored.</summary>
    /// <param name="secret">The kind of secret and its owner.</param>
    /// <param name="store">The display name of the store.</param>
    public static KeepaliveException SecretNotFound(string secret, string store) => new(
        KeepaliveErrorCode.SecretNotFound,
        $"There is no {secret} in {store}.",
        $"Store it with {SetSecret}.", secret);

    internal static KeepaliveException SecretInvalid(string secret, string reason) => new(
        KeepaliveErrorCode.SecretInvalid,
        $"The {secret} can't be stored: {reason}.",
        $"Enter it again with {SetSecret}: one line, without quotes.", secret);

    internal static KeepaliveException SecretCommandFailed(string setting, string profile, string program, string reason) => new(
        KeepaliveErrorCode.SecretCommandFailed,
        $"{setting} of profile '{profile}' ({program}) {reason}.",
        $"Run the command in a terminal. It must print only the value, and ask no question. Unlock the password manager first, or set the variable that the program needs (such as BW_SESSION) in 'env' of Claude Code's settings. To change the command, run 'claude-aws config set {setting}'.", profile);

    internal static KeepaliveException TotpSeedInvalid(string secret, string reason) => new(
        KeepaliveErrorCode.TotpSeedInvalid,
        $"The {secret} can't be used: {reason}.",
        $"Run {SetSecret} and enter the text below the QR code (Base32) or the whole otpauth://totp/ address.", secret);

    internal static KeepaliveException TotpSeedForbidden(string secret) => new(
        KeepaliveErrorCode.TotpSeedForbidden,
        $"The {secret} is neither stored nor used: the setting forbidStoredTotpSeeds is true.",
        "Enter the code yourself when the login tool asks for it. The setting forbids a stored TOTP seed, because a seed that is stored with the password is not a second factor.", secret);

    internal static KeepaliveException OneTimeCodeUsed(string secret, TimeSpan next) => new(
        KeepaliveErrorCode.OneTimeCodeUsed,
        $"The current one-time code was already used. The next code comes in {Duration.Format(next)} ({secret}).",
        "Wait for the next code, then retry. Services accept each code only once.", secret);

    internal static KeepaliveException PasswordRejected(string secret, DateTimeOffset instant) => new(
        KeepaliveErrorCode.PasswordRejected,
        $"The stored {secret} was rejected at {Timestamp.Format(instant)}. It is not used again, so that the account is not locked.",
        $"Store the right password with {SetSecret}, or correct it where passwordCommand reads it. If the password is right, use --force (-Force) in a terminal.", secret);

    internal static KeepaliveException MfaCoolingDown(string secret, int failures, TimeSpan left) => new(
        KeepaliveErrorCode.MfaCoolingDown,
        $"The second factor was denied or not confirmed in time{(failures > 1 ? $", {failures} times" : string.Empty)} (login with the {secret}). Automatic login is paused for {Duration.Format(left)}.",
        "Use --force (-Force) in a terminal when you are ready to confirm. If you did not start this login, change your password.", secret);

    internal static KeepaliveException LoginCoolingDown(string secret, string failure, int failures, TimeSpan left) => new(
        KeepaliveErrorCode.SignInCoolingDown,
        $"The last login with the {secret} failed ({failure}{(failures > 1 ? $", {failures} times" : string.Empty)}). Automatic login is paused for {Duration.Format(left)}.",
        "Find the cause first. Then use --force (-Force) in a terminal, or store another secret with 'claude-aws secret set'.", secret);

    internal static KeepaliveException ForceRefused(string reason) => new(
        KeepaliveErrorCode.ForceRefused,
        $"--force (-Force) can't be used here: {reason}.",
        "Run the command yourself in a terminal. A program that repeats logins by force could lock your account.");
}
