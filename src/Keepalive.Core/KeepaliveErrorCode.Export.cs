namespace Keepalive;

/// <content>What keeps a credential from being given away.</content>
public static partial class KeepaliveErrorCode
{
    /// <summary>AWS no longer takes the key, though its time is not over, and there is no other.</summary>
    public const string CredentialRevoked = nameof(CredentialRevoked);

    /// <summary>A profile stands for another one that it can't stand for.</summary>
    public const string ProfileSourceInvalid = nameof(ProfileSourceInvalid);

    private static ErrorCondition[] ExportConditions =>
    [
        new(CredentialRevoked, 3, ConditionCategory.AuthenticationError, ErrorTrait.FailedLogin),
        new(ProfileSourceInvalid, 5, ConditionCategory.InvalidData),
    ];
}
