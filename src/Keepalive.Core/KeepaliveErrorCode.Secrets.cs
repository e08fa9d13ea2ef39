namespace Keepalive;

/// <content>Passwords, seeds and their stores.</content>
public static partial class KeepaliveErrorCode
{
    /// <summary>No store of secrets can be used, or not the one that was named.</summary>
    public const string SecretStoreUnavailable = nameof(SecretStoreUnavailable);

    /// <summary>The store of secrets did not do what it was asked for.</summary>
    public const string SecretStoreFailed = nameof(SecretStoreFailed);

    /// <summary>There is no such secret in the store.</summary>
    public const string SecretNotFound = nameof(SecretNotFound);

    /// <summary>The value, or the name, can't be one of a secret.</summary>
    public const string SecretInvalid = nameof(SecretInvalid);

    /// <summary>The value is no seed of time-based one-time codes.</summary>
    public const string TotpSeedInvalid = nameof(TotpSeedInvalid);

    /// <summary>A setting or policy forbids that seeds are kept and used.</summary>
    public const string TotpSeedForbidden = nameof(TotpSeedForbidden);

    /// <summary>The one-time code of this moment was given already, and the next one comes too late for the caller.</summary>
    public const string OneTimeCodeUsed = nameof(OneTimeCodeUsed);

    /// <summary>The stored password was refused; it is not used again until it has changed.</summary>
    public const string PasswordRejected = nameof(PasswordRejected);

    /// <summary>A second factor was denied or not given in time, and is not asked for by itself for a while.</summary>
    public const string MfaCoolingDown = nameof(MfaCoolingDown);

    /// <summary>Force is for a person at a terminal.</summary>
    public const string ForceRefused = nameof(ForceRefused);

    private static ErrorCondition[] SecretsConditions =>
    [
        new(SecretStoreUnavailable, 18, ConditionCategory.ResourceUnavailable),
        new(SecretStoreFailed, 18, ConditionCategory.ResourceUnavailable),
        new(SecretNotFound, 4, ConditionCategory.ObjectNotFound),
        new(SecretInvalid, 18, ConditionCategory.InvalidArgument),
        new(TotpSeedInvalid, 18, ConditionCategory.InvalidArgument),
        new(TotpSeedForbidden, 18, ConditionCategory.PermissionDenied),
        new(OneTimeCodeUsed, 15, ConditionCategory.ResourceBusy),
        new(PasswordRejected, 10, ConditionCategory.AuthenticationError),
        new(MfaCoolingDown, 15, ConditionCategory.ResourceBusy),
        new(ForceRefused, 15, ConditionCategory.PermissionDenied),
    ];
}
