using System.Security.Cryptography;
using System.Text;
using Keepalive.IdentityCenter;
using Keepalive.SignIn;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.SignIn;

public class PkceTests
{
    [Fact]
    public void The_challenge_is_the_unpadded_hash_of_a_verifier_of_64_characters()
    {
        PkcePair pair = PkcePair.Create();

        Assert.Matches("^[A-Za-z0-9_-]{64}$", pair.Verifier);
        Assert.Matches("^[A-Za-z0-9_-]{43}$", pair.Challenge);
        Assert.Equal(SHA256.HashData(Encoding.ASCII.GetBytes(pair.Verifier)), Convert.FromBase64String(pair.Challenge.Replace('-', '+').Replace('_', '/') + "="));
    }

    [Fact]
    public void Every_pair_and_every_state_is_another_one()
    {
        Assert.Equal(100, Enumerable.Range(0, 100).Select(_ => PkcePair.Create().Verifier).Distinct().Count());
        Assert.Equal(100, Enumerable.Range(0, 100).Select(_ => PkcePair.CreateState()).Distinct().Count());
    }

    [Fact]
    public void A_pair_shows_its_challenge_never_its_verifier()
    {
        PkcePair pair = PkcePair.Create();

        Assert.Equal(pair.Challenge, pair.ToString());
    }

    [Fact]
    public void The_address_has_the_parameters_that_the_aws_cli_sends_in_its_order()
    {
        var registration = new ClientRegistration("client id", "secret", FakeClock.Noon);

        Uri address = AuthorizationRequest.Create(
            new Uri("https://oidc.eu-central-1.amazonaws.com/authorize"),
            registration,
            new Uri("http://127.0.0.1:51234/oauth/callback"),
            "the-state",
            ["sso:account:access", "codewhisperer:completions"],
            new PkcePair("verifier", "challenge"));

        Assert.Equal(
            "https://oidc.eu-central-1.amazonaws.com/authorize?response_type=code&client_id=client%20id"
            + "&redirect_uri=http%3A%2F%2F127.0.0.1%3A51234%2Foauth%2Fcallback&state=the-state&code_challenge_method=S256"
            + "&scopes=sso%3Aaccount%3Aaccess%20codewhisperer%3Acompletions&code_challenge=challenge",
            address.AbsoluteUri);
    }
}
