using System.Globalization;
using System.Text;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Network;
using Keepalive.Aws.Profiles;
using Keepalive.Platform.Time;

namespace Keepalive.Aws.SecurityTokens;

/// <summary>AWS STS over the wire, through the client of the AWS SDK with explicit keys: never its chain of credentials.</summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="inUse">The profile in use; its endpoints, bundles and proxies count for the whole chain.</param>
/// <param name="clock">The time.</param>
internal sealed class SecurityTokenClient(SystemEnvironment environment, AwsProfile inUse, AwsClock clock) : ISecurityTokens
{
    /// <summary>STS takes a signature that is wrong by less.</summary>
    private static readonly TimeSpan LeastSkew = TimeSpan.FromMinutes(4);

    /// <summary>No session of STS is longer (GetSessionToken), so a later end is a fault on the way.</summary>
    private static readonly TimeSpan LongestSession = TimeSpan.FromHours(37);

    private readonly Network.RetryPolicy _retries = new(clock.Machine);

    public async Task<SessionCredential> AssumeRoleAsync(
        RoleHop role, RoleSession session, AwsCredential source, MfaCode? mfa, Deadline deadline, CancellationToken cancellationToken)
    {
        ServiceEndpoint endpoint = StsRegion.EndpointFor(environment, role.Profile, inUse);
        var errors = new StsErrors(inUse.Name, $"{role.Arn} of profile '{role.Profile.Name}'", Owner(source), endpoint.Region);
        var request = new AssumeRoleRequest
        {
            RoleArn = role.Arn,
            RoleSessionName = session.Name,
            DurationSeconds = session.DurationSeconds,
            ExternalId = role.ExternalId,
            SourceIdentity = role.SourceIdentity,
            SerialNumber = mfa?.SerialNumber,
            TokenCode = TextOf(mfa),
        };
        if (role.Tags is { Count: > 0 } tags)
        {
            request.Tags = [.. tags.Select(static tag => new Tag { Key = tag.Key, Value = tag.Value })];
        }

        if (role.TransitiveTags is { Count: > 0 } transitive)
        {
            request.TransitiveTagKeys = [.. transitive];
        }

        AssumeRoleResponse answer = await RunAsync(
            source, endpoint, errors, "AssumeRole", (client, stop) => client.AssumeRoleAsync(request, stop), mayReplay: mfa is null, deadline, cancellationToken).ConfigureAwait(false);
        return Check(answer.Credentials);
    }

    public async Task<SessionCredential> GetSessionTokenAsync(
        AwsCredential source, int durationSeconds, MfaCode? mfa, Deadline deadline, CancellationToken cancellationToken)
    {
        ServiceEndpoint endpoint = StsRegion.EndpointFor(environment, inUse, inUse);
        var errors = new StsErrors(inUse.Name, $"a session for the key of {Owner(source)}", Owner(source), endpoint.Region);
        var request = new GetSessionTokenRequest { DurationSeconds = durationSeconds, SerialNumber = mfa?.SerialNumber, TokenCode = TextOf(mfa) };
        GetSessionTokenResponse answer = await RunAsync(
            source, endpoint, errors, "GetSessionToken", (client, stop) => client.GetSessionTokenAsync(request, stop), mayReplay: mfa is null, deadline, cancellationToken)
            .ConfigureAwait(false);
        return Check(answer.Credentials);
    }

    public async Task<SessionCredential> AssumeRoleWithWebIdentityAsync(
        string roleArn, string sessionName, string token, Deadline deadline, CancellationToken cancellationToken)
    {
        ServiceEndpoint endpoint = StsRegion.EndpointFor(environment, inUse, inUse);
        var errors = new StsErrors(inUse.Name, $"{roleArn} of profile '{inUse.Name}'", "the web identity token", endpoint.Region) { IsWebIdentity = true };
        var request = new AssumeRoleWithWebIdentityRequest { RoleArn = roleArn, RoleSessionName = sessionName, WebIdentityToken = token };
        AssumeRoleWithWebIdentityResponse answer = await RunAsync(
            source: null, endpoint, errors, "AssumeRoleWithWebIdentity", (client, stop) => client.AssumeRoleWithWebIdentityAsync(request, stop), mayReplay: true, deadline,
            cancellationToken).ConfigureAwait(false);
        return Check(answer.Credentials);
    }

    private static string? TextOf(MfaCode? mfa) => mfa is null ? null : Encoding.ASCII.GetString(mfa.Code.Utf8);

    private static string Owner(AwsCredential source) => source.Profile is { } profile ? $"profile '{profile}'" : "the environment variables";

    private async Task<T> RunAsync<T>(
        AwsCredential? source, ServiceEndpoint endpoint, StsErrors errors, string operation, Func<AmazonSecurityTokenServiceClient, CancellationToken, Task<T>> call,
        bool mayReplay, Deadline deadline, CancellationToken cancellationToken)
    {
        if (clock.Skew != TimeSpan.Zero)
        {
            AWSConfigs.ManualClockCorrection = clock.Skew;
        }

        NetworkSettings settings = NetworkSettings.Read(environment, inUse, deadline.Require("The call to AWS", inUse.Name)) with
        {
            ServerTime = new ClockSkewFile(environment, clock.Machine),
        };
        using AmazonSecurityTokenServiceClient client = ClientConfigurations.Sts(source, endpoint, AwsHttp.For(settings));
        bool wasCorrected = false;
        try
        {
            return await _retries.RunAsync(
                async stop =>
                {
                    try
                    {
                        return await call(client, stop).ConfigureAwait(false);
                    }
                    catch (AmazonServiceException refused) when (!wasCorrected && SkewIn(refused) is { } skew)
                    {
                        // The clock of this machine is wrong, and nothing has told it yet.
                        wasCorrected = true;
                        AWSConfigs.ManualClockCorrection = skew;
                        return await call(client, stop).ConfigureAwait(false);
                    }
                },
                exception => SdkFailures.Classify(exception, inUse.Name, clock.GetUtcNow(), (failure, answered) => errors.ToException(failure, operation, answered)),
                mayReplay, deadline, cancellationToken).ConfigureAwait(false);
        }
        catch (CallFailedException failed)
        {
            throw failed.Failure.Error;
        }
    }

    /// <summary>The difference to the time of a refusal of the signature; null if the signature is wrong for another reason.</summary>
    private TimeSpan? SkewIn(AmazonServiceException refused) =>
        refused.ErrorCode is "SignatureDoesNotMatch" or "RequestExpired" or "InvalidSignatureException"
        && (refused.InnerException as HttpErrorResponseException)?.Response.GetHeaderValue("Date") is { Length: > 0 } date
        && DateTimeOffset.TryParseExact(date, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset said)
        && said - clock.Machine.GetUtcNow() is var skew && (skew - clock.Skew).Duration() > LeastSkew
            ? skew
            : null;

    private SessionCredential Check(Amazon.SecurityToken.Model.Credentials? keys)
    {
        if (keys is not { AccessKeyId.Length: > 0, SecretAccessKey.Length: > 0, SessionToken.Length: > 0, Expiration: { } expiration })
        {
            throw KeepaliveErrors.AnswerLost(AwsService.Sts.DisplayName, "it contains no credential");
        }

        var expires = new DateTimeOffset(expiration.ToUniversalTime(), TimeSpan.Zero);
        return expires - clock.GetUtcNow() is var left && left > LongestSession ? throw Implausible("lies too far in the future")
            : left < CredentialExpiry.LastUsable ? throw Implausible("has passed")
            : new SessionCredential(keys.AccessKeyId, keys.SecretAccessKey, keys.SessionToken, expires);
    }

    private static KeepaliveException Implausible(string fault) => KeepaliveErrors.AnswerLost(AwsService.Sts.DisplayName, $"the expiry of its credential {fault}");
}
