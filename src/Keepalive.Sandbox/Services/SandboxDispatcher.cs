using Microsoft.AspNetCore.Http;

namespace Keepalive.Sandbox.Services;

/// <summary>The way of every request: log, scripted fault, service, answer.</summary>
internal sealed class SandboxDispatcher
{
    private readonly SandboxServer _server;
    private readonly OidcService _oidc;
    private readonly TokenService _tokens;
    private readonly SignInPages _pages;
    private readonly PortalService _portal;
    private readonly MachineService _machine;
    private readonly ConsoleSignInService _console;
    private readonly StsService _sts;
    private readonly BedrockService _bedrock;

    public SandboxDispatcher(SandboxServer server)
    {
        _server = server;
        _oidc = new OidcService(server.IdentityCenter, server.Options);
        _tokens = new TokenService(server.IdentityCenter);
        _pages = new SignInPages(server.IdentityCenter, server.Options);
        _portal = new PortalService(server.IdentityCenter, server.Directory, server.Keys, server.Options);
        _machine = new MachineService(server.Keys, server.Options);
        _console = new ConsoleSignInService(server.ConsoleSignIn, server.Options);
        _sts = new StsService(server.Keys, server.RoleTrusts, server.MfaDevices, server.Options);
        _bedrock = new BedrockService(server.Keys, server.Options);
    }

    public async Task AnswerAsync(HttpContext context, CancellationToken cancellationToken)
    {
        SandboxRequest request = await SandboxRequest.ReadAsync(context);
        var logged = new LoggedRequest(request, _server.Options.Now);
        Fault? fault = _server.Faults.Take(request.Operation);
        _server.Log.Add(logged);
        if (fault?.Wait is { } wait)
        {
            await wait(cancellationToken);
        }

        SandboxReply? reply = fault is null or { Processes: true } ? Process(request) : null;
        if (fault is { Drops: true })
        {
            logged.Dropped = true;
            context.Abort();
            return;
        }

        ServiceProtocol protocol = request.IsQueryProtocol ? ServiceProtocol.Sts : Routes.ProtocolOf(request.Operation);
        reply = fault switch
        {
            { ErrorAnswer: { } error } => ServiceErrors.Reply(protocol, error),
            { RawAnswer: { } raw } => raw with { RequestId = Guid.NewGuid().ToString() },
            _ => reply!,
        };
        // Before it is sent: a client that has the answer finds it in the log.
        logged.Error = reply.Error;
        logged.Status = reply.Status;
        await reply.WriteAsync(context.Response, _server.Options.Now + _server.Options.DateHeaderSkew);
    }

    private SandboxReply Process(SandboxRequest request)
    {
        try
        {
            return request.Operation switch
            {
                SandboxOperation.RegisterClient => _oidc.RegisterClient(request, _server.BaseAddress),
                SandboxOperation.StartDeviceAuthorization => _oidc.StartDeviceAuthorization(request, _server.BaseAddress),
                SandboxOperation.CreateToken => _tokens.CreateToken(request),
                SandboxOperation.Authorize => _pages.Authorize(request),
                SandboxOperation.AuthorizeDecision => _pages.AuthorizeDecision(request),
                SandboxOperation.DevicePage => SignInPages.Device(request),
                SandboxOperation.DeviceDecision => _pages.DeviceDecision(request),
                SandboxOperation.ContainerCredentials => _machine.ContainerCredentials(request),
                SandboxOperation.MetadataToken => _machine.MetadataToken(request),
                SandboxOperation.MetadataRole => _machine.MetadataRole(request),
                SandboxOperation.MetadataCredentials => _machine.MetadataCredentials(request),
                SandboxOperation.GetRoleCredentials => _portal.GetRoleCredentials(request),
                SandboxOperation.ListAccounts => _portal.ListAccounts(request),
                SandboxOperation.ListAccountRoles => _portal.ListAccountRoles(request),
                SandboxOperation.Logout => _portal.Logout(request),
                SandboxOperation.CreateOAuth2Token => _console.CreateToken(request, _server.BaseAddress),
                SandboxOperation.ConsoleAuthorize => _console.Authorize(request, _server.BaseAddress),
                SandboxOperation.ConsoleDecision => _console.Decide(request, _server.BaseAddress),
                SandboxOperation.ConsoleConfirmation => ConsoleSignInService.Confirm(request),
                SandboxOperation.GetCallerIdentity => _sts.GetCallerIdentity(request),
                SandboxOperation.AssumeRole => _sts.AssumeRole(request),
                SandboxOperation.AssumeRoleWithWebIdentity => _sts.AssumeRoleWithWebIdentity(request),
                SandboxOperation.AssumeRoleWithSAML => _sts.AssumeRoleWithSAML(request),
                SandboxOperation.GetSessionToken => _sts.GetSessionToken(request),
                SandboxOperation.InvokeModel => _bedrock.InvokeModel(request),
                SandboxOperation.InvokeModelWithResponseStream => _bedrock.InvokeModelWithResponseStream(request),
                SandboxOperation.ListInferenceProfiles => _bedrock.ListInferenceProfiles(request),
                _ when request.IsQueryProtocol => throw new ServiceErrorException("InvalidAction", $"Could not find operation {request["Action"]} for version {request["Version"]}"),
                _ => throw new ServiceErrorException("UnknownOperationException", $"{request.Method} {request.Target} is not served here"),
            };
        }
        catch (ServiceErrorException exception)
        {
            return ServiceErrors.Reply(request.IsQueryProtocol ? ServiceProtocol.Sts : Routes.ProtocolOf(request.Operation), exception.Error);
        }
    }
}
