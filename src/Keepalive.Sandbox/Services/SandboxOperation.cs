namespace Keepalive.Sandbox.Services;

/// <summary>The operation of a request; the names are those of the AWS service models.</summary>
public enum SandboxOperation
{
    /// <summary>Nothing that is served here.</summary>
    Unknown,

    /// <summary>sso-oidc: <c>POST /client/register</c>.</summary>
    RegisterClient,

    /// <summary>sso-oidc: <c>POST /device_authorization</c>.</summary>
    StartDeviceAuthorization,

    /// <summary>sso-oidc: <c>POST /token</c>, all three grant types.</summary>
    CreateToken,

    /// <summary>The page a browser opens for PKCE: <c>GET /authorize</c>. One request is one browser tab.</summary>
    Authorize,

    /// <summary>The button on that page: <c>POST /authorize/decision</c>.</summary>
    AuthorizeDecision,

    /// <summary>The page a browser opens for a device code: <c>GET /device</c>. One request is one browser tab.</summary>
    DevicePage,

    /// <summary>The button on that page: <c>POST /device/decision</c>.</summary>
    DeviceDecision,

    /// <summary>A container of ECS or EKS asks for its credential: <c>GET /container/credentials</c>.</summary>
    ContainerCredentials,

    /// <summary>IMDSv2: <c>PUT /latest/api/token</c>.</summary>
    MetadataToken,

    /// <summary>IMDSv2: the name of the instance's role, <c>GET /latest/meta-data/iam/security-credentials/</c>.</summary>
    MetadataRole,

    /// <summary>IMDSv2: the credential of that role.</summary>
    MetadataCredentials,

    /// <summary>sso: <c>GET /federation/credentials</c>.</summary>
    GetRoleCredentials,

    /// <summary>sso: <c>GET /assignment/accounts</c>.</summary>
    ListAccounts,

    /// <summary>sso: <c>GET /assignment/roles</c>.</summary>
    ListAccountRoles,

    /// <summary>sso: <c>POST /logout</c>.</summary>
    Logout,

    /// <summary>signin: <c>POST /v1/token</c> with a DPoP proof, both grant types.</summary>
    CreateOAuth2Token,

    /// <summary>The page a browser opens for <c>aws login</c>: <c>GET /v1/authorize</c>. One request is one browser tab.</summary>
    ConsoleAuthorize,

    /// <summary>The button on that page: <c>POST /v1/authorize/decision</c>.</summary>
    ConsoleDecision,

    /// <summary>The page that shows the code to paste: <c>GET /v1/sessions/confirmation</c>.</summary>
    ConsoleConfirmation,

    /// <summary>sts, signed.</summary>
    GetCallerIdentity,

    /// <summary>sts, signed.</summary>
    AssumeRole,

    /// <summary>sts, unsigned.</summary>
    AssumeRoleWithWebIdentity,

    /// <summary>sts, unsigned.</summary>
    AssumeRoleWithSAML,

    /// <summary>sts, signed.</summary>
    GetSessionToken,

    /// <summary>bedrock-runtime, signed: <c>POST /model/{id}/invoke</c>.</summary>
    InvokeModel,

    /// <summary>bedrock-runtime, signed: <c>POST /model/{id}/invoke-with-response-stream</c>, which Claude Code uses for every turn.</summary>
    InvokeModelWithResponseStream,

    /// <summary>bedrock, signed: <c>GET /inference-profiles</c>, which Claude Code asks at its start.</summary>
    ListInferenceProfiles,
}
