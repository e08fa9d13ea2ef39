using Keepalive.IdentityCenter;
using Keepalive.SignIn;
using Keepalive.Testing;
using Keepalive.Workers;

namespace Keepalive.Core.Tests.SignIn;

public sealed class ClientRegistrationsTests : IDisposable
{
    private static readonly SsoSession Session = FakeSignInService.Session;

    private readonly FakeClock _clock = new();
    private readonly SyntheticHome _home;
    private readonly FakeSignInService _service;
    private readonly ClientRegistrations _registrations;

    public ClientRegistrationsTests()
    {
        _home = new SyntheticHome(_clock);
        _service = new FakeSignInService { Clock = _clock };
        _registrations = new ClientRegistrations(_home.Environment, _service, _clock);
    }

    [Fact]
    public async Task A_registration_is_used_again_until_fifteen_minutes_before_its_end()
    {
        ClientRegistration first = await GetAsync(SignInFlow.DeviceCode);
        _clock.Advance(TimeSpan.FromDays(90) - TimeSpan.FromMinutes(16));
        ClientRegistration second = await GetAsync(SignInFlow.DeviceCode);
        _clock.Advance(TimeSpan.FromMinutes(1));
        ClientRegistration third = await GetAsync(SignInFlow.DeviceCode);

        Assert.Equal(first, second);
        Assert.NotEqual(first.ClientId, third.ClientId);
        Assert.Equal(2, _service.Count("register"));
    }

    [Fact]
    public async Task The_two_flows_do_not_overwrite_each_other()
    {
        ClientRegistration device = await GetAsync(SignInFlow.DeviceCode);
        ClientRegistration code = await GetAsync(SignInFlow.AuthorizationCode);

        Assert.Equal(device, await GetAsync(SignInFlow.DeviceCode));
        Assert.Equal(code, await GetAsync(SignInFlow.AuthorizationCode));
        Assert.NotEqual(device, code);
    }

    [Fact]
    public void Session_region_and_scopes_each_have_their_own()
    {
        string[] paths = [.. new[] { Session, Session with { Region = "eu-west-1" }, Session with { Scopes = ["other"] }, new SsoSession("other", Session.StartUrl, Session.Region, Session.Scopes) }
            .Select(session => _registrations.PathOf(session, SignInFlow.DeviceCode))];

        Assert.Equal(4, paths.Distinct().Count());
    }

    [Fact]
    public async Task The_file_is_the_owners_alone_and_the_cache_of_the_cli_is_not_touched()
    {
        await GetAsync(SignInFlow.DeviceCode);

        string path = _registrations.PathOf(Session, SignInFlow.DeviceCode);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(path) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.False(Directory.Exists(Path.Combine(_home.Folder, ".aws", "sso")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"clientId\":1}")]
    public async Task A_file_that_makes_no_sense_is_replaced(string content)
    {
        string path = _registrations.PathOf(Session, SignInFlow.DeviceCode);
        _home.Write(path, System.Text.Encoding.UTF8.GetBytes(content));

        ClientRegistration registration = await GetAsync(SignInFlow.DeviceCode);

        Assert.Equal(registration, await GetAsync(SignInFlow.DeviceCode));
        Assert.Equal(1, _service.Count("register"));
    }

    [Fact]
    public async Task A_forgotten_one_is_registered_anew()
    {
        await GetAsync(SignInFlow.DeviceCode);
        _registrations.Forget(Session, SignInFlow.DeviceCode);
        await GetAsync(SignInFlow.DeviceCode);

        Assert.Equal(2, _service.Count("register"));
    }

    public void Dispose() => _home.Dispose();

    private Task<ClientRegistration> GetAsync(SignInFlow flow) => _registrations.GetAsync(Session, flow, anew: false, TestContext.Current.CancellationToken);
}
