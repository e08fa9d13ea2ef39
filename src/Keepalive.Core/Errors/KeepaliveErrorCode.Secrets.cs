namespace Keepalive.Errors;

/// <content>Passwords, seeds and their stores.</content>
public static partial class KeepaliveErrorCode
{
    /// <summary>No secret store can be used on this machine, or the chosen one can't be used.</summary>
    public const string SecretStoreUnavailable = nameof(SecretStoreUnavailable);

    /// <summary>The secret store reported an error.</summary>
    public const string SecretStoreFailed = nameof(SecretStoreFailed);

    /// <summary>The store does not have this secret.</summary>
    public const string SecretNotFound = nameof(SecretNotFound);

    /// <summary>The value or the name of the secret is empty, too long, or contains a line end.</summary>
    public const string SecretInvalid = nameof(SecretInvalid);

    /// <summary>The program of passwordCommand or totpCommand did not give a value that can be used.</summary>
    public const string SecretCommandFailed = nameof(SecretCommandFailed);

    /// <summary>The value is not a TOTP seed.</summary>
    public const string TotpSeedInvalid = nameof(TotpSeedInvalid);

    /// <summary>The setting or policy forbidStoredTotpSeeds forbids stored TOTP seeds.</summary>
    public const string TotpSeedForbidden = nameof(TotpSeedForbidden);

    /// <summary>The current one-time code was already used, and the next code comes after the time limit.</summary>
    public const string OneTimeCodeUsed = nameof(OneTimeCodeUsed);

    /// <summary>The stored password was rejected, and is not used again until you change it.</summary>
    public const string PasswordRejected = nameof(PasswordRejected);

    /// <summary>The second factor was denied or not confirmed in time, so automatic login is paused.</summary>
    public const string MfaCoolingDown = nameof(MfaCoolingDown);

    /// <summary>A program used --force (-Force): there is no terminal, or the shell was started by Claude Code.</summary>
    public const string ForceRefused = nameof(ForceRefused);

    private static ErrorCondition[] SecretsConditions =>
    [
        new(SecretStoreUnavailable, 18, ConditionCategory.ResourceUnavailable),
        new(SecretStoreFailed, 18, ConditionCategory.ResourceUnavailable),
        new(SecretNotFound, 4, ConditionCategory.ObjectNotFound),
        new(SecretInvalid, 18, ConditionCategory.InvalidArgument),
        new(SecretCommandFailed, 18, ConditionCategory.ResourceUnavailable),
        new(TotpSeedInvalid, 18, ConditionCategory.InvalidArgument),
        new(TotpSeedForbidden, 18, ConditionCategory.PermissionDenied),
        new(OneTimeCodeUsed, 15, ConditionCategory.ResourceBusy),
        new(PasswordRejected, 10, ConditionCategory.AuthenticationError),
        new(MfaCoolingDown, 15, ConditionCategory.ResourceBusy),
        new(ForceRefused, 15, ConditionCategory.PermissionDenied),
    ];
}
