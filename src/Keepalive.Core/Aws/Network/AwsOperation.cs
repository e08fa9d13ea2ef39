namespace Keepalive.Aws.Network;

/// <summary>The operation of a service: the same error name has different meanings for different operations.</summary>
internal enum AwsOperation
{
    /// <summary>RegisterClient.</summary>
    RegisterClient,

    /// <summary>StartDeviceAuthorization.</summary>
    StartDeviceAuthorization,

    /// <summary>CreateToken with a device code, while the person is still busy.</summary>
    PollDeviceToken,

    /// <summary>CreateToken with an authorization code.</summary>
    ExchangeCode,

    /// <summary>CreateToken with a refresh token.</summary>
    RefreshToken,

    /// <summary>GetRoleCredentials.</summary>
    GetRoleCredentials,

    /// <summary>ListAccounts or ListAccountRoles.</summary>
    ListAssignments,

    /// <summary>Logout.</summary>
    SignOut,

    /// <summary>Any STS operation.</summary>
    Sts,
}
