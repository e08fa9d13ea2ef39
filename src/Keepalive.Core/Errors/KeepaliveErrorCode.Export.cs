namespace Keepalive.Errors;

/// <content>The reasons why a credential is not exported.</content>
public static partial class KeepaliveErrorCode
{
    /// <summary>AWS rejects the key although it has not expired, and there is no newer key.</summary>
    public const string CredentialRevoked = nameof(CredentialRevoked);

    /// <summary>claude_aws_source names a profile that also uses claude_aws_source.</summary>
    public const string ProfileSourceInvalid = nameof(ProfileSourceInvalid);

    private static ErrorCondition[] ExportConditions =>
    [
        new(CredentialRevoked, 3, ConditionCategory.AuthenticationError, ErrorTrait.FailedLogin),
        new(ProfileSourceInvalid, 5, ConditionCategory.InvalidData),
    ];
}
