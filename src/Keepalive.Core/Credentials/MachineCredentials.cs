using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Network;
using Keepalive.Aws.SecurityTokens;
using Keepalive.Platform.Files;
using Keepalive.Platform.Json;
using Keepalive.Platform.Time;

namespace Keepalive.Credentials;

/// <summary>
/// The credential that a machine has: of an ECS or EKS container, or of an EC2 instance (IMDSv2 alone). It is kept for all processes and asked for again in its
/// last five minutes, once a minute at most, because the machine gives the same one until it has the next.
/// Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html, https://docs.aws.amazon.com/sdkref/latest/guide/feature-imds-credentials.html
/// </summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="clock">AWS's time.</param>
internal sealed class MachineCredentials(SystemEnvironment environment, AwsClock clock)
{
    /// <summary><c>credential_source</c> of a container.</summary>
    public const string Container = "EcsContainer";

    /// <summary><c>credential_source</c> of an instance.</summary>
    public const string Instance = "Ec2InstanceMetadata";

    private const string EcsHost = "http://169.254.170.2";
    private const string InstanceHost = "http://169.254.169.254";
    private const string InstanceHostV6 = "http://[fd00:ec2::254]";
    private const string RolePath = "/latest/meta-data/iam/security-credentials/";
    private const int MaximumLength = 64 * 1024;

    /// <summary>The metadata of an instance answer at once, or are not there. <c>AWS_METADATA_SERVICE_TIMEOUT</c> sets another time, in seconds.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(1);

    private const int LongestBound = 60;

    /// <summary>IAM allows 64 characters.</summary>
    private const int LongestRole = 256;

    /// <summary>No session of AWS is longer than 36 hours.</summary>
    private static readonly TimeSpan LongestLife = TimeSpan.FromHours(37);

    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan BetweenRequests = TimeSpan.FromMinutes(1);

    /// <summary>The hosts to which a plain http request may carry the container's token: those of ECS and EKS.</summary>
    private static readonly string[] s_hosts = ["169.254.170.2", "169.254.170.23", "[fd00:ec2::23]"];

    /// <summary>
    /// The source of a caller who has set no profile, if no profile gives a credential: the container where its variables are set, otherwise the instance; null
    /// if neither may be asked.
    /// </summary>
    public string? Default =>
        (environment.Get("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") ?? environment.Get("AWS_CONTAINER_CREDENTIALS_FULL_URI")) is { Length: > 0 } ? Container : IsDisabled ? null : Instance;

    private bool IsDisabled => string.Equals(environment.Get("AWS_EC2_METADATA_DISABLED"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The error of a request in the last minute; null if there was none. A machine without this service is not asked all the time.</summary>
    public KeepaliveException? LastFailure(string source, string profile) => CacheOf(source, profile).Failure.Since(clock.Machine.GetUtcNow() - BetweenRequests);

    /// <summary>The kept credential, expired or not; null if there is none.</summary>
    public AwsCredential? Peek(string source, string profile) => CacheOf(source, profile).Read()?.Credential;

    /// <summary>Gets the credential.</summary>
    /// <param name="source">One of the constants.</param>
    /// <param name="request">The request of the profile in use.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="KeepaliveException">MachineCredentialMissing, EndpointInvalid.</exception>
    public ValueTask<AwsCredential> GetAsync(string source, CredentialRequest request, CancellationToken cancellationToken)
    {
        AssumedRoleCache cache = CacheOf(source, request.Profile.Name);
        SharedRenewal shared = cache.Shared(request, $"credential of {source}", async stop => cache.Write(await AskAsync(source, request, stop).ConfigureAwait(false)));
        return shared.With(credential => credential.Expiry!.Instant - clock.GetUtcNow() is var left
            && (left > Ahead || (left > CredentialExpiry.LastUsable && clock.GetUtcNow() - cache.Read()?.Given < BetweenRequests))).GetAsync(request.Deadline, cancellationToken);
    }

    private async Task<SessionCredential> AskAsync(string source, CredentialRequest request, CancellationToken cancellationToken)
    {
        string profile = request.Profile.Name;

        // A container's variables name a service that exists, so it has the caller's time.
        TimeSpan bound = request.Deadline.Require($"Asking for the credential of {source}", profile, source == Container ? Deadline.DefaultLimit : InstanceBound());
        TimeSpan connect = bound < NetworkSettings.UsualConnectTimeout ? bound : NetworkSettings.UsualConnectTimeout;

        // No proxy: the addresses are on the machine's own link.
        NetworkSettings usual = NetworkSettings.Read(environment, profile: null);
        using var http = new AwsHttp(new NetworkSettings(new ProxySettings(null, null, null), usual.AwsCaBundle, null, usual.NodeCaBundle, connect, bound));
        try
        {
            string json = source == Container
                ? await OfContainerAsync(http.Client, profile, cancellationToken).ConfigureAwait(false)
                : await OfInstanceAsync(http.Client, profile, cancellationToken).ConfigureAwait(false);
            return Read(json, source, profile);
        }
        catch (NetworkFaultException fault)
        {
            throw KeepaliveErrors.MachineCredentialMissing(profile, source, $"its service did not answer within {Duration.Format(bound)}, or not with a credential", fault);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw KeepaliveErrors.MachineCredentialMissing(profile, source, "the file of AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE can't be read", exception);
        }
    }

    private TimeSpan InstanceBound() => int.TryParse(environment.Get("AWS_METADATA_SERVICE_TIMEOUT"), NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) && seconds is > 0 and <= LongestBound
        ? TimeSpan.FromSeconds(seconds) : Bound;

    private async Task<string> OfContainerAsync(HttpClient client, string profile, CancellationToken cancellationToken)
    {
        string? path = environment.Get("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
        Uri address = path is not null ? Relative(path)
            : environment.Get("AWS_CONTAINER_CREDENTIALS_FULL_URI") is { } full ? Allowed(full)
            : throw KeepaliveErrors.MachineCredentialMissing(profile, Container, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI and AWS_CONTAINER_CREDENTIALS_FULL_URI are not set");
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (Token(profile) is { } token)
        {
            request.Headers.TryAddWithoutValidation("Authorization", token);
        }

        return await SendAsync(client, request, profile, Container, cancellationToken).ConfigureAwait(false);
    }

    private async Task<string> OfInstanceAsync(HttpClient client, string profile, CancellationToken cancellationToken)
    {
        if (IsDisabled)
        {
            throw KeepaliveErrors.MachineCredentialMissing(profile, Instance, "AWS_EC2_METADATA_DISABLED is true");
        }

        var host = new Uri(environment.Get("AWS_EC2_METADATA_SERVICE_ENDPOINT") is { Length: > 0 } configured ? Allowed(configured).AbsoluteUri
            : string.Equals(environment.Get("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"), "IPv6", StringComparison.OrdinalIgnoreCase) ? InstanceHostV6 : InstanceHost);
        using var session = new HttpRequestMessage(HttpMethod.Put, new Uri(host, "/latest/api/token"));
        session.Headers.Add("X-aws-ec2-metadata-token-ttl-seconds", "21600");
        string token = await SendAsync(client, session, profile, Instance, cancellationToken).ConfigureAwait(false);
        if (!WireText.IsToken(token))
        {
            // Another cloud has another service at the same address.
            throw KeepaliveErrors.MachineCredentialMissing(profile, Instance, "the service at this address is not that of Amazon EC2");
        }

        string role = (await GetAsync(RolePath).ConfigureAwait(false)).Split('\n')[0].Trim();
        return WireText.IsToken(role) && role.Length <= LongestRole ? await GetAsync(RolePath + Uri.EscapeDataString(role)).ConfigureAwait(false)
            : throw KeepaliveErrors.MachineCredentialMissing(profile, Instance, "the instance has no role");

        async Task<string> GetAsync(string path)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(host, path));
            request.Headers.Add("X-aws-ec2-metadata-token", token);
            return await SendAsync(client, request, profile, Instance, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<string> SendAsync(HttpClient client, HttpRequestMessage request, string profile, string source, CancellationToken cancellationToken)
    {
        request.Options.Set(Middlebox.PageExpected, true); // The answers are plain text.
        using HttpResponseMessage answer = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return answer.StatusCode == HttpStatusCode.OK
            ? await answer.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false)
            : throw KeepaliveErrors.MachineCredentialMissing(profile, source, $"its service answered with status {(int)answer.StatusCode}");
    }

    private static Uri Relative(string path) =>
        Uri.TryCreate(new Uri(EcsHost), path, out Uri? url) && url.GetLeftPart(UriPartial.Authority) == EcsHost ? url
            : throw KeepaliveErrors.EndpointInvalid("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "it is not a path");

    /// <summary>https anywhere; http only on this machine and at the hosts of ECS and EKS.</summary>
    private static Uri Allowed(string text) =>
        WebUrl.Read(text) is { Scheme: "https" or "http" } url && url.UserInfo.Length == 0 && (url.Scheme == "https" || Loopback.IsLoopback(url) || s_hosts.Contains(url.Host, StringComparer.Ordinal) || url.Host is "169.254.169.254" or "[fd00:ec2::254]")
            ? url
            : throw KeepaliveErrors.EndpointInvalid("the machine's credentials", "it must use https, or be an address of this machine, Amazon ECS, EKS or EC2");

    private string? Token(string profile)
    {
        string? token = environment.Get("AWS_CONTAINER_AUTHORIZATION_TOKEN");
        if (environment.Get("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE") is { Length: > 0 } file)
        {
            FileSnapshot snapshot = FileSnapshot.Read(environment.ExpandHome(file), MaximumLength, clock.Machine);
            token = snapshot.Exists ? Encoding.UTF8.GetString(snapshot.Content.Span) : throw KeepaliveErrors.MachineCredentialMissing(profile, Container, "the file of AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE does not exist");
        }

        // A line break in it would be a header of its own.
        return token is null ? null : !token.AsSpan().ContainsAnyExceptInRange(' ', '~') ? token
            : throw KeepaliveErrors.MachineCredentialMissing(profile, Container, "the authorization token contains a line break or another character that can't be sent");
    }

    private SessionCredential Read(string answer, string source, string profile)
    {
        JsonObject json = JsonContent.Read(Encoding.UTF8.GetBytes(answer), out string? fault) ?? throw Missing($"its service did not answer with a credential: {fault}");
        string? missing = Array.Find(["AccessKeyId", "SecretAccessKey", "Token", "Expiration"], name => json.Text(name) is null);
        return missing is not null ? throw Missing($"the answer contains no credential ({missing})")
            : json.Time("Expiration") is not { } expires ? throw Missing("the Expiration of its credential is not a time")
            : expires - clock.GetUtcNow() > LongestLife ? throw Missing("the Expiration of its credential lies too far in the future")
            : expires <= clock.GetUtcNow() ? throw Missing("the Expiration of its credential has passed")
            : new SessionCredential(json.Text("AccessKeyId")!, json.Text("SecretAccessKey")!, json.Text("Token")!, expires);

        KeepaliveException Missing(string reason) => KeepaliveErrors.MachineCredentialMissing(profile, source, reason);
    }

    private AssumedRoleCache CacheOf(string source, string profile) => new(
        environment, "machine", AssumedRoleKey.OfMachine(environment, source), profile, new CredentialOrigin(CredentialSourceKind.Machine, source == Container ? "the container" : "the EC2 instance"), clock);
}
