using Keepalive.Diagnostics.Facts;
using Keepalive.Diagnostics.Online;

namespace Keepalive.Core.Tests.Diagnostics.Online;

/// <summary>The host of <c>aws login</c> is one of those that a session depends on.</summary>
public sealed class ConsoleLoginEndpointTests : IDisposable
{
    private readonly DiagnosticHome _home = new();

    private DiagnosticContext Context => new(_home.Environment, new DiagnosticOptions(null, _home.WorkingDirectory), _home.Clock);

    [Theory]
    [InlineData(null, "https://eu-west-1.signin.aws.amazon.com/")]
    [InlineData("us-east-1", "https://us-east-1.signin.aws.amazon.com/")]
    public async Task The_service_is_asked_in_the_region_of_the_sign_in(string? signInRegion, string address)
    {
        _ = signInRegion is null ? FaultyHomes.Console(_home) : FaultyHomes.Console(_home, minutes: 10, signInRegion: signInRegion);

        OnlineEndpoint endpoint = Assert.Single(OnlineEndpoints.Of(Context), one => one.Service == OnlineEndpoint.SignIn);

        Assert.Equal(address, endpoint.Url!.AbsoluteUri);
        using HttpRequestMessage request = endpoint.Ask();
        Assert.Equal((HttpMethod.Post, address + "v1/token", "{}"), (request.Method, request.RequestUri!.AbsoluteUri, await request.Content!.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public void A_profile_of_another_source_does_not_need_it() => Assert.DoesNotContain(OnlineEndpoints.Of(Context), one => one.Service == OnlineEndpoint.SignIn);

    public void Dispose() => _home.Dispose();
}
