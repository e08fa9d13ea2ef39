using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Credentials;
using Keepalive.IdentityCenter;
using Keepalive.Platform.Time;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.IdentityCenter;

/// <summary>What tests ask a signed-in home for.</summary>
internal static class SignedInHomeExtensions
{
    public static Task<SsoToken> GetTokenAsync(this SignedInHome home, SsoToken? refused = null) =>
        home.Refresher().GetAsync(Deadline.After(home.Clock, TimeSpan.FromSeconds(15)), refused, TestContext.Current.CancellationToken);

    public static async Task<AwsCredential> GetCredentialAsync(this SignedInHome home, string? refusedKey = null, TimeSpan renewAhead = default)
    {
        AwsProfile profile = await home.Home.ReadProfileAsync("work");
        var source = new SingleSignOnSource(home.Home.Environment, (_, _) => home.Center, AwsClock.Read(home.Home.Environment, home.Clock));
        var request = new CredentialRequest(profile, null, Deadline.After(home.Clock, TimeSpan.FromSeconds(15))) { RefusedKey = refusedKey, RenewAhead = renewAhead };
        return await source.GetAsync(request, TestContext.Current.CancellationToken);
    }
}
