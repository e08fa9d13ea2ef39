using Keepalive.IdentityCenter;
using Keepalive.Platform.Time;

namespace Keepalive.SignIn;

/// <summary>The sign-in with a code that is approved in any browser, anywhere (RFC 8628).</summary>
internal sealed class DeviceCodeSignIn(SsoSession session, ISignInService service, ClientRegistration registration, TimeProvider clock)
{
    private static readonly TimeSpan SlowDown = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);

    /// <summary>A network that comes and goes must not cost a person the sign-in; one that stays away must be told.</summary>
    private const int MaximumFailures = 5;

    /// <summary>From the code to the token.</summary>
    /// <param name="show">Shows address and code to the person.</param>
    /// <param name="limit">The time it may take; the code's own end may come earlier.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="KeepaliveException">SignInDenied, SignInExpired, SignInPageUntrusted, ClientRegistrationInvalid; what failed on the way.</exception>
    public async Task<TokenAnswer> RunAsync(Func<SignInPage, CancellationToken, Task> show, TimeSpan limit, CancellationToken cancellationToken)
    {
        DeviceAuthorization device = await service.StartDeviceAuthorizationAsync(session, registration, cancellationToken).ConfigureAwait(false);
        Deadline deadline = Deadline.After(clock, device.Lifetime < limit ? device.Lifetime : limit);
        await show(new SignInPage(PageOf(device), device.UserCode), cancellationToken).ConfigureAwait(false);
        TimeSpan interval = device.Interval < ShortestInterval ? ShortestInterval : device.Interval;
        int failures = 0;
        while (deadline.Remaining > interval)
        {
            await Task.Delay(interval, clock, cancellationToken).ConfigureAwait(false);
            SignInAnswer answer;
            try
            {
                answer = await service.CreateTokenWithDeviceCodeAsync(session, registration, device.DeviceCode, cancellationToken).ConfigureAwait(false);
                failures = 0;
            }
            catch (KeepaliveException exception) when (exception.Code != KeepaliveErrorCode.ClientRegistrationInvalid && ++failures < MaximumFailures)
            {
                interval += SlowDown; // As RFC 8628 wants it of a client that gets no answer.
                continue;
            }

            switch (answer.Kind)
            {
                case SignInAnswerKind.Token:
                    return answer.Token!;
                case SignInAnswerKind.Denied:
                    throw KeepaliveErrors.SignInDenied(session.DisplayName, reason: null);
                case SignInAnswerKind.Expired:
                    throw KeepaliveErrors.SignInExpired(session.DisplayName, deadline.Limit);
                case SignInAnswerKind.SlowDown:
                    interval += SlowDown;
                    break;
                default:
                    break;
            }
        }

        throw KeepaliveErrors.SignInExpired(session.DisplayName, deadline.Limit);
    }

    private Uri PageOf(DeviceAuthorization device)
    {
        TrustedPage.Require(device.VerificationUri, session, service);
        return TrustedPage.Require(device.VerificationUriComplete ?? device.VerificationUri, session, service);
    }
}
