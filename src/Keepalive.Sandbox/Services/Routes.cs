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

    /// <summary>The query protocol with XML.</summary>
    Sts,
}

/// <summary>One origin serves all: the paths of the services do not collide.</summary>
internal static class Routes
{
    public static SandboxOperation Find(string method, string path) => (method, path) switch
    {
        ("POST", "/client/register") => SandboxOperation.RegisterClient,
        ("POST", "/device_authorization") => SandboxOperation.StartDeviceAuthorization,
        ("POST", "/token") => SandboxOperation.CreateToken,
        ("GET", "/authorize") => SandboxOperation.Authorize,
        ("POST", "/authorize/decision") => SandboxOperation.AuthorizeDecision,
        ("GET", "/device") => SandboxOperation.DevicePage,
        ("POST", "/device/decision") => SandboxOperation.DeviceDecision,
        ("GET", "/federation/credentials") => SandboxOperation.GetRoleCredentials,
        ("GET", "/assignment/accounts") => SandboxOperation.ListAccounts,
        ("GET", "/assignment/roles") => SandboxOperation.ListAccountRoles,
        ("POST", "/logout") => SandboxOperation.Logout,
        _ => SandboxOperation.Unknown,
    };

    /// <summary>The operation of an <c>Action</c> sent to <c>POST /</c>.</summary>
    public static SandboxOperation FindAction(string? action) =>
        Enum.TryParse(action, out SandboxOperation operation) && ProtocolOf(operation) == ServiceProtocol.Sts ? operation : SandboxOperation.Unknown;

    public static ServiceProtocol ProtocolOf(SandboxOperation operation) => operation switch
    {
        SandboxOperation.RegisterClient or SandboxOperation.StartDeviceAuthorization or SandboxOperation.CreateToken => ServiceProtocol.Oidc,
        SandboxOperation.GetRoleCredentials or SandboxOperation.ListAccounts or SandboxOperation.ListAccountRoles or SandboxOperation.Logout
            or SandboxOperation.Unknown => ServiceProtocol.Portal,
        >= SandboxOperation.GetCallerIdentity => ServiceProtocol.Sts,
        _ => ServiceProtocol.Page,
    };
}
