using System.Text;
using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Credentials;
using Keepalive.IdentityCenter;
using Keepalive.Platform.Time;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.IdentityCenter;

/// <summary>A home with an sso-session "corp", a profile of it, and a token that another tool wrote.</summary>
internal sealed class SignedInHome : IDisposable
{
    public static readonly SsoSession Session = new("corp", "https://d-1234567890.awsapps.com/start", "eu-west-1", ["sso:account:access"]);

    public SignedInHome()
    {
        Clock = new FakeClock();
        Home = new SyntheticHome(Clock);
        Home.Variables["LOCALAPPDATA"] = Path.Combine(Home.Folder, "local");
        Center = new FakeIdentityCenter(Clock);
        Home.WriteConfig("""
            [profile work]
            sso_session = corp
            sso_account_id = 123456789012
            sso_role_name = Developer
            [sso-session corp]
            sso_start_url = https://d-1234567890.awsapps.com/start
            sso_region = eu-west-1

            """);
    }

    public FakeClock Clock { get; }

    public SyntheticHome Home { get; }

    public FakeIdentityCenter Center { get; }

    /// <summary>SHA-1 of "corp": computed elsewhere, so that a change of the rule is noticed.</summary>
    public string TokenFile => Path.Combine(Home.Folder, ".aws", "sso", "cache", "ee0bfd2552fbd840c02cc48b6e823320543c450f.json");

    public SignedInHome WriteToken(TimeSpan left, int generation = 1, string accessToken = "access-1", string more = "") =>
        WriteTokenText($$"""
            {"startUrl": "https://d-1234567890.awsapps.com/start", "region": "eu-west-1", "accessToken": "{{accessToken}}",
             "expiresAt": "{{Timestamp.Format(Clock.GetUtcNow() + left)}}", "clientId": "client", "clientSecret": "client-secret",
             "registrationExpiresAt": "{{Timestamp.Format(Clock.GetUtcNow().AddDays(90))}}", "refreshToken": "{{FakeIdentityCenter.RefreshToken(generation)}}"{{more}}}
            """);

    public SignedInHome WriteTokenText(string text)
    {
        Home.Write(new TokenCache(Home.Environment, Session, Clock).Path, Encoding.UTF8.GetBytes(text));
        return this;
    }

    public TokenRefresher Refresher() => new(Home.Environment, Session, Center, Clock);

    public Task<SsoToken> GetTokenAsync(SsoToken? refused = null) =>
        Refresher().GetAsync(Deadline.After(Clock, TimeSpan.FromSeconds(15)), refused, TestContext.Current.CancellationToken);

    public async Task<AwsCredential> GetCredentialAsync(string? refusedKey = null, TimeSpan renewAhead = default)
    {
        AwsProfile profile = await Home.ReadProfileAsync("work");
        var source = new SingleSignOnSource(Home.Environment, (_, _) => Center, AwsClock.Read(Home.Environment, Clock));
        var request = new CredentialRequest(profile, null, Deadline.After(Clock, TimeSpan.FromSeconds(15))) { RefusedKey = refusedKey, RenewAhead = renewAhead };
        return await source.GetAsync(request, TestContext.Current.CancellationToken);
    }

    public void Dispose() => Home.Dispose();
}
