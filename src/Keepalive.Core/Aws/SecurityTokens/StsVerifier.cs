using Amazon;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Network;
using Keepalive.Aws.Profiles;
using Keepalive.Platform.Time;

namespace Keepalive.Aws.SecurityTokens;

/// <summary>
/// Asks STS with GetCallerIdentity, which needs no permission and can't be denied to a valid key. One attempt: the caller has
/// a person or a client waiting, and no answer is an answer too.
/// Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
/// </summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="clock">The time; what the answer says of it is learnt.</param>
internal sealed class StsVerifier(SystemEnvironment environment, AwsClock clock) : IKeyVerifier
{
    public async Task<KeyValidity> VerifyAsync(AwsCredential credential, AwsProfile? profile, TimeSpan bound, CancellationToken cancellationToken)
    {
        if (bound < TimerSpan.Shortest)
        {
            return KeyValidity.Unknown; // No time to ask.
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            // The limit also applies where no cancellation token helps: a bundle on a dead network drive, a resolver that hangs.
            return await Task.Run(() => AskAsync(credential, profile, bound, limit.Token), limit.Token)
                .WaitAsync(TimerSpan.Of(bound), clock, cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever it is, it tells nothing about the key.
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return KeyValidity.Unknown;
        }
        finally
        {
            await limit.CancelAsync().ConfigureAwait(false);
        }
    }

    private async Task<KeyValidity> AskAsync(AwsCredential credential, AwsProfile? profile, TimeSpan bound, CancellationToken cancellationToken)
    {
        if (clock.Skew != TimeSpan.Zero)
        {
            // STS rejects a signature that is wrong by five minutes, and this is not about the key.
            AWSConfigs.ManualClockCorrection = clock.Skew;
        }

        ServiceEndpoint endpoint = ServiceEndpoint.Find(environment, profile, AwsService.Sts, RegionOf(profile));
        NetworkSettings settings = NetworkSettings.Read(environment, profile, bound) with { ServerTime = new ClockSkewFile(environment, clock.Machine) };
        using AmazonSecurityTokenServiceClient client = ClientConfigurations.Sts(credential, endpoint, AwsHttp.For(settings));
        try
        {
            await client.GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancellationToken).ConfigureAwait(false);
            return KeyValidity.Alive;
        }
        catch (AmazonServiceException refused)
        {
            return IsDeath(SdkFailures.Read(refused, clock.GetUtcNow()).Type) ? KeyValidity.Dead : KeyValidity.Unknown;
        }
    }

    private static bool IsDeath(string? type) => type
        is "ExpiredToken" or "ExpiredTokenException" or "InvalidClientTokenId" or "UnrecognizedClient" or "UnrecognizedClientException";

    /// <summary>Any region of the key's partition would work; without a given region, the sign-in session's region is the only hint.</summary>
    private string RegionOf(AwsProfile? profile) =>
        profile?["region"] is { Unquoted: { Length: > 0 } region } ? region
        : environment.Get("AWS_REGION") ?? environment.Get("AWS_DEFAULT_REGION")
            ?? SignInRegion(profile) ?? "us-east-1";

    private static string? SignInRegion(AwsProfile? profile) =>
        (profile?["sso_session"] is { Unquoted: var name }
            ? profile.FindSection(IniSectionType.SsoSession, name)?.Properties.GetValueOrDefault("sso_region")
            : profile?["sso_region"]) is { Unquoted: var region } && WireText.IsRegion(region) ? region : null;
}
