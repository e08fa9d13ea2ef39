namespace Keepalive.Errors;

/// <content>Errors of roles and of the sessions of AWS STS.</content>
public static partial class KeepaliveErrorCode
{
    /// <summary>A role without source, with two sources, or with an unknown <c>credential_source</c>.</summary>
    public const string RoleSourceInvalid = nameof(RoleSourceInvalid);

    /// <summary>The profile of <c>source_profile</c> does not exist.</summary>
    public const string RoleSourceNotFound = nameof(RoleSourceNotFound);

    /// <summary>The profile of <c>source_profile</c> has no credential.</summary>
    public const string RoleSourceEmpty = nameof(RoleSourceEmpty);

    /// <summary>The profiles of <c>source_profile</c> refer to each other.</summary>
    public const string RoleChainLoop = nameof(RoleChainLoop);

    /// <summary>A setting of a role has a value that can't be used.</summary>
    public const string RoleSettingInvalid = nameof(RoleSettingInvalid);

    /// <summary>AWS does not allow the caller to assume the role.</summary>
    public const string RoleNotAllowed = nameof(RoleNotAllowed);

    /// <summary>AWS rejects the key with which the role would be assumed.</summary>
    public const string RoleSourceRejected = nameof(RoleSourceRejected);

    /// <summary>AWS STS rejected a parameter of the request.</summary>
    public const string RoleRequestInvalid = nameof(RoleRequestInvalid);

    /// <summary>The requested time is longer than the role allows.</summary>
    public const string RoleDurationTooLong = nameof(RoleDurationTooLong);

    /// <summary>The tags and policies of the session are too large together.</summary>
    public const string RoleTagsTooLarge = nameof(RoleTagsTooLarge);

    /// <summary>The account has disabled AWS STS in this region.</summary>
    public const string StsRegionDisabled = nameof(StsRegionDisabled);

    /// <summary>A one-time code of an MFA device is needed, and none is stored.</summary>
    public const string MfaCodeNeeded = nameof(MfaCodeNeeded);

    /// <summary>AWS did not accept the one-time code.</summary>
    public const string MfaDeviceCodeRejected = nameof(MfaDeviceCodeRejected);

    /// <summary>AWS did not accept a code of the stored seed, so the seed is not used again until it is changed.</summary>
    public const string MfaSeedRejected = nameof(MfaSeedRejected);

    /// <summary>The program of <c>mfa_process</c> gave no code.</summary>
    public const string MfaProcessFailed = nameof(MfaProcessFailed);

    /// <summary>The file with the web identity token can't be used.</summary>
    public const string WebIdentityTokenUnreadable = nameof(WebIdentityTokenUnreadable);

    /// <summary>AWS or the identity provider did not accept the web identity token.</summary>
    public const string WebIdentityRejected = nameof(WebIdentityRejected);

    /// <summary>The machine or container has no credential.</summary>
    public const string MachineCredentialMissing = nameof(MachineCredentialMissing);

    private static ErrorCondition[] RoleConditions =>
    [
        new(RoleSourceInvalid, 5, ConditionCategory.InvalidData),
        new(RoleSourceNotFound, 4, ConditionCategory.ObjectNotFound),
        new(RoleSourceEmpty, 4, ConditionCategory.ObjectNotFound, ErrorTrait.ByLogin),
        new(RoleChainLoop, 5, ConditionCategory.DeadlockDetected),
        new(RoleSettingInvalid, 5, ConditionCategory.InvalidData),
        new(RoleNotAllowed, 14, ConditionCategory.PermissionDenied),
        new(RoleSourceRejected, 3, ConditionCategory.AuthenticationError, ErrorTrait.ByLogin),
        new(RoleRequestInvalid, 12, ConditionCategory.InvalidData),
        new(RoleDurationTooLong, 12, ConditionCategory.InvalidData),
        new(RoleTagsTooLarge, 12, ConditionCategory.InvalidData),
        new(MfaCodeNeeded, 10, ConditionCategory.AuthenticationError, ErrorTrait.ByLogin),
        new(MfaDeviceCodeRejected, 10, ConditionCategory.AuthenticationError, ErrorTrait.FailedLogin | ErrorTrait.SecondFactor),
        new(MfaSeedRejected, 18, ConditionCategory.AuthenticationError, ErrorTrait.FailedLogin),
        new(MfaProcessFailed, 7, ConditionCategory.InvalidResult),
        new(WebIdentityTokenUnreadable, 5, ConditionCategory.ReadError),
        new(WebIdentityRejected, 10, ConditionCategory.AuthenticationError),
        new(MachineCredentialMissing, 4, ConditionCategory.ResourceUnavailable),
        new(StsRegionDisabled, 12, ConditionCategory.ConnectionError),
    ];
}
