using System.Text.Json.Nodes;
using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.SecurityTokens;
using Keepalive.Configuration;
using Keepalive.IdentityCenter;
using Keepalive.Platform.Processes;
using Keepalive.Sessions;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Sessions;

/// <summary>How long a person is left in peace, with IAM Identity Center.</summary>
public sealed class SessionLookTests : IDisposable
{
    private const string Key = "ASIAEXAMPLE000000001";

    private readonly SignedInHome _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData(5, 50, 50)]
    [InlineData(300, 50, 300)]
    [InlineData(5, null, 5)]
    public void Without_a_refresh_token_the_longer_of_token_and_key_counts(int tokenMinutes, int? keyMinutes, int left)
    {
        Write(tokenMinutes, keyMinutes, withRefreshToken: false);

        SessionSnapshot session = Read();

        Assert.Equal((true, TimeSpan.FromMinutes(left)), (session.IsAlive, session.Left));
    }

    [Fact]
    public void With_one_nobody_has_to_come()
    {
        Write(-5, null, withRefreshToken: true);

        SessionSnapshot session = Read();

        Assert.Equal((true, null, SessionRenewal.Silently), (session.IsAlive, session.Left, session.Renewal));
    }

    [Theory]
    [InlineData(59, false)]
    [InlineData(61, true)]
    public void A_key_in_its_last_minute_counts_as_ended(int seconds, bool isAlive)
    {
        Write(-5, null, withRefreshToken: false);
        WriteKey(TimeSpan.FromSeconds(seconds));

        Assert.Equal((isAlive, !isAlive), (Read().IsAlive, Read().HasEnded));
    }

    [Theory]
    [InlineData(59, false)]
    [InlineData(60, false)]
    [InlineData(61, true)]
    public void A_token_in_its_last_minute_serves_nobody(int seconds, bool isAlive)
    {
        WriteToken(TimeSpan.FromSeconds(seconds));
        WriteKey(TimeSpan.FromSeconds(30));

        SessionSnapshot session = Read();

        Assert.Equal((isAlive, isAlive), (session.IsAlive, session.Renewal == SessionRenewal.Silently));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(10, false)]
    public void A_key_that_AWS_refuses_is_no_revocation_while_another_lives(int? otherMinutes, bool isRevoked)
    {
        Write(-5, 50, withRefreshToken: false);
        new KeyValidityCache(_home.Home.Environment, _home.Clock).Write(Key, KeyValidity.Dead, keyEnds: null);
        if (otherMinutes is { } minutes)
        {
            DateTimeOffset now = _home.Clock.GetUtcNow();
            new HandedOutKeys(_home.Home.Environment, _home.Clock).Remember(new HandedOutKey(
                "work", "ASIAEXAMPLE000000002", now.AddMinutes(minutes), now.AddMinutes(minutes), now, Environment.ProcessId, ProcessOrigin.Of(Environment.ProcessId)!.Value.Started));
        }

        SessionSnapshot session = Read();

        Assert.Equal((!isRevoked, isRevoked), (session.IsAlive, session.HasEnded));
    }

    private void WriteToken(TimeSpan left)
    {
        _home.WriteToken(left);
        JsonObject token = JsonNode.Parse(File.ReadAllText(_home.TokenFile))!.AsObject();
        token.Remove("refreshToken");
        _home.WriteTokenText(token.ToJsonString());
    }

    private void Write(int tokenMinutes, int? keyMinutes, bool withRefreshToken)
    {
        _home.WriteToken(TimeSpan.FromMinutes(tokenMinutes));
        if (!withRefreshToken)
        {
            JsonObject token = JsonNode.Parse(File.ReadAllText(_home.TokenFile))!.AsObject();
            token.Remove("refreshToken");
            _home.WriteTokenText(token.ToJsonString());
        }

        if (keyMinutes is { } minutes)
        {
            WriteKey(TimeSpan.FromMinutes(minutes));
        }
    }

    private void WriteKey(TimeSpan left) =>
        new RoleCredentialCache(_home.Home.Environment, new SsoRole("work", SignedInHome.Session, "123456789012", "Developer"), AwsClock.Read(_home.Home.Environment, _home.Clock))
            .Write(new RoleCredential(Key, "secret", "token", _home.Clock.GetUtcNow() + left));

    private SessionSnapshot Read() => new SessionReader(_home.Home.Environment, KeepaliveConfiguration.Default, _home.Clock).Look("work");
}
