using Keepalive.Aws.AccessKeys;
using Keepalive.Core.Tests.Aws.Network.Support;
using Keepalive.IdentityCenter;
using Keepalive.Platform.Time;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.IdentityCenter;

/// <summary>A service that takes the request for a token and does not answer, over real sockets.</summary>
public sealed class SilentServiceTests : IDisposable
{
    private readonly SyntheticHome _home = new(TimeProvider.System);

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task The_host_is_named_and_not_the_limit_of_the_process_that_asks()
    {
        await using LoopbackServer service = LoopbackServer.Silent();
        _home.Variables["AWS_ENDPOINT_URL"] = $"http://127.0.0.1:{service.Port}";
        var center = new IdentityCenterClient(_home.Environment, profile: null, SignedInHome.Session, AwsClock.Read(_home.Environment, TimeProvider.System));
        SsoToken token = SsoToken.Create(
            SignedInHome.Session, "access", DateTimeOffset.UtcNow, "refresh", new ClientRegistration("client", "secret", DateTimeOffset.UtcNow.AddDays(1)));

        // A tenth of the limit must be longer than a busy machine takes to begin the request.
        KeepaliveException failure = await HomeExtensions.FailsAsync(
            () => center.RefreshAsync(token, Deadline.Fixed(TimeProvider.System, TimeSpan.FromSeconds(8)), TestContext.Current.CancellationToken), KeepaliveErrorCode.AnswerLost);

        Assert.Equal("The answer of 127.0.0.1 was incomplete: no complete answer within 7 s.", failure.Message);
        Assert.DoesNotContain("--timeout", failure.Advice, StringComparison.Ordinal);
    }
}
