namespace Keepalive.Sandbox.Services;

/// <summary>How a service wraps its errors.</summary>
internal enum ServiceProtocol
{
    /// <summary>For people: HTML.</summary>
    Page,

    /// <summary>JSON with <c>error</c> and <c>error_description</c>.</summary>
    Oidc,

    /// <summary>JSON with <c>message</c>.</summary>
    Portal,

    /// <summary>JSON with the condition in <c>error</c>, and <c>message</c>.</summary>
    SignIn,

    /// <summary>The query protocol with XML.</summary>
    Sts,

    /// <summary>JSON with <c>message</c>, and the kind of the error in a header with more behind a colon.</summary>
    Bedrock,
}

/// <summary>One origin serves all: the paths of the services do not collide.</summary>
internal static class Routes
{
    private const string ModelFolder = "/model/";

    public static SandboxOperation Find(string method, string path) => (method, path) switch
    {
        ("POST", "/client/register") => SandboxOperation.RegisterClient,
        ("POST", "/device_authorization") => SandboxOperation.StartDeviceAuthorization,
        ("POST", "/token") => SandboxOperation.CreateToken,
        ("GET", "/authorize") => SandboxOperation.Authorize,
        ("POST", "/authorize/decision") => SandboxOperation.AuthorizeDecision,
        ("GET", "/device") => SandboxOperation.DevicePage,
        ("POST", "/device/decision") => SandboxOperation.DeviceDecision,
        ("GET", MachineService.ContainerPath) => SandboxOperation.ContainerCredentials,
        ("PUT", "/latest/api/token") => SandboxOperation.MetadataToken,
        ("GET", MachineService.RolePath) => SandboxOperation.MetadataRole,
        ("GET", MachineService.RolePath + MachineService.RoleName) => SandboxOperation.MetadataCredentials,
        ("GET", "/federation/credentials") => SandboxOperation.GetRoleCredentials,
        ("GET", "/assignment/accounts") => SandboxOperation.ListAccounts,
        ("GET", "/assignment/roles") => SandboxOperation.ListAccountRoles,
        ("POST", "/logout") => SandboxOperation.Logout,
        ("POST", "/v1/token") => SandboxOperation.CreateOAuth2Token,
        ("GET", "/v1/authorize") => SandboxOperation.ConsoleAuthorize,
        ("POST", "/v1/authorize/decision") => SandboxOperation.ConsoleDecision,
        ("GET", "/v1/sessions/confirmation") => SandboxOperation.ConsoleConfirmation,
        ("GET", "/inference-profiles") => SandboxOperation.ListInferenceProfiles,
        ("POST", _) when IsModelPath(path, "/invoke") => SandboxOperation.InvokeModel,
        ("POST", _) when IsModelPath(path, "/invoke-with-response-stream") => SandboxOperation.InvokeModelWithResponseStream,
        _ => SandboxOperation.Unknown,
    };

    /// <summary>The operation of an <c>Action</c> sent to <c>POST /</c>.</summary>
    public static SandboxOperation FindAction(string? action) =>
        Enum.TryParse(action, out SandboxOperation operation) && ProtocolOf(operation) == ServiceProtocol.Sts ? operation : SandboxOperation.Unknown;

    public static ServiceProtocol ProtocolOf(SandboxOperation operation) => operation switch
    {
        SandboxOperation.RegisterClient or SandboxOperation.StartDeviceAuthorization or SandboxOperation.CreateToken => ServiceProtocol.Oidc,
        SandboxOperation.GetRoleCredentials or SandboxOperation.ListAccounts or SandboxOperation.ListAccountRoles or SandboxOperation.Logout
            or SandboxOperation.ContainerCredentials or SandboxOperation.MetadataToken or SandboxOperation.MetadataRole or SandboxOperation.MetadataCredentials
            or SandboxOperation.Unknown => ServiceProtocol.Portal,
        SandboxOperation.CreateOAuth2Token => ServiceProtocol.SignIn,
        >= SandboxOperation.InvokeModel => ServiceProtocol.Bedrock,
        >= SandboxOperation.GetCallerIdentity => ServiceProtocol.Sts,
        _ => ServiceProtocol.Page,
    };

    /// <summary>The id in the middle may be an ARN, with slashes of its own.</summary>
    private static bool IsModelPath(string path, string operation) =>
        path.StartsWith(ModelFolder, StringComparison.Ordinal) && path.EndsWith(operation, StringComparison.Ordinal) && path.Length > ModelFolder.Length + operation.Length;
}
