using System.Net.Sockets;
using Keepalive.IdentityCenter;

namespace Keepalive.SignIn;

/// <summary>The sign-in with a browser on this machine. The caller's token bounds it.</summary>
internal sealed class AuthorizationCodeSignIn(SsoSession session, ISignInService service, ClientRegistration registration, TimeProvider clock)
{
    /// <summary>From the bound port to the token.</summary>
    /// <param name="show">Shows the address to the person; the port listens already.</param>
    /// <param name="cancellationToken">Ends it; the port is free afterwards.</param>
    /// <exception cref="KeepaliveException">SignInDenied, CallbackInvalid, SignInPageUntrusted; what failed on the way.</exception>
    public async Task<TokenAnswer> RunAsync(Func<SignInPage, CancellationToken, Task> show, CancellationToken cancellationToken)
    {
        PkcePair pkce = PkcePair.Create();
        string state = PkcePair.CreateState();
        LoopbackListener listener = Bind(state);
        await using (listener.ConfigureAwait(false))
        {
            Uri endpoint = TrustedPage.Require(registration.AuthorizationEndpoint ?? service.AuthorizationEndpoint, session, service);
            Uri address = AuthorizationRequest.Create(endpoint, registration, listener.RedirectUri, state, session.Scopes, pkce);
            await show(new SignInPage(address, UserCode: null), cancellationToken).ConfigureAwait(false);
            CallbackAnswer callback = await listener.WaitAsync(cancellationToken).ConfigureAwait(false);
            if (callback.Code is null)
            {
                throw callback.Error == "access_denied"
                    ? KeepaliveErrors.SignInDenied(session.DisplayName, reason: null)
                    : KeepaliveErrors.CallbackInvalid(session.DisplayName, $"with an error ({Name(callback.Error!)})");
            }

            var code = new AuthorizationCode(callback.Code, listener.RedirectUri, pkce.Verifier);
            SignInAnswer answer = await service.CreateTokenWithCodeAsync(session, registration, code, cancellationToken).ConfigureAwait(false);
            return answer.Kind switch
            {
                SignInAnswerKind.Token => answer.Token!,
                SignInAnswerKind.Denied => throw KeepaliveErrors.SignInDenied(session.DisplayName, reason: null),
                _ => throw KeepaliveErrors.CallbackInvalid(session.DisplayName, "its code was already used or came too late"),
            };
        }
    }

    private LoopbackListener Bind(string state)
    {
        try
        {
            return LoopbackListener.Bind(state, clock);
        }
        catch (SocketException exception)
        {
            throw KeepaliveErrors.SignInWorkerFailed(
                session.DisplayName, $"could not listen on 127.0.0.1 for the browser ({exception.SocketErrorCode}; --use-device-code needs no port)", exception);
        }
    }

    /// <summary>Names of RFC 6749 are repeated; whatever else a server sends is not put into messages.</summary>
    private static string Name(string error) =>
        error.Length <= 40 && error.All(character => character is '_' or (>= 'a' and <= 'z')) ? error : "an unknown error";
}
