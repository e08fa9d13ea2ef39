using Keepalive.Sessions;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Sessions;

public sealed class PromptSegmentTests : IDisposable
{
    private readonly SyntheticHome _home = new();

    private TimeProvider Clock => _home.Clock;

    [Theory]
    [InlineData(185, "work 3 h 5 min")]
    [InlineData(42, "work 42 min")]
    [InlineData(2, "work 2 min")]
    [InlineData(0, "work expiring")]
    [InlineData(-5, "work expired")]
    public void Tells_the_profile_and_what_is_left(int minutes, string words)
    {
        Write(minutes);

        Assert.Equal(words, Read("work"));
    }

    [Fact]
    public void A_profile_to_which_nobody_signed_in_is_signed_out()
    {
        _home.WriteConfig("""
            [sso-session s]
            sso_region = us-east-1
            sso_start_url = https://example.awsapps.com/start
            [profile sso]
            sso_session = s
            sso_account_id = 123456789012
            sso_role_name = Dev

            """.ReplaceLineEndings("\n"));

        Assert.Equal("sso signed out", Read("sso"));
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData(null)]
    public void Says_nothing_where_there_is_nothing_to_say(string? profile)
    {
        Write(42);

        Assert.Equal(string.Empty, Read(profile));
    }

    [Fact]
    public void Says_nothing_of_a_file_that_can_not_be_used()
    {
        _home.WriteCredentials("[work\nnonsense");

        Assert.Equal(string.Empty, Read("work"));
    }

    public void Dispose() => _home.Dispose();

    private string Read(string? profile) => PromptSegment.Read(profile, _home.Environment, Clock);

    private void Write(int minutes) => _home.WriteCredentials($"""
        [work]
        aws_access_key_id = ASIAEXAMPLEEXAMPLE01
        aws_secret_access_key = abc
        aws_session_token = tok
        x_security_token_expires = {Timestamp.Format(Clock.GetUtcNow().AddMinutes(minutes).AddSeconds(20))}

        """.ReplaceLineEndings("\n"));
}
