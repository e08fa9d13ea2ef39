using System.Text;
using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Aws.SecurityTokens;
using Keepalive.Logging;
using Keepalive.Platform.Files;

namespace Keepalive.Credentials;

/// <summary>
/// The credential of a role by web identity: <c>role_arn</c> with <c>web_identity_token_file</c>. The token file is read anew for each request to AWS,
/// because a cluster replaces it; the credential is kept for all processes.
/// Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-assume-role-credentials.html
/// </summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="connect">Gives STS for the profile in use.</param>
/// <param name="clock">AWS's time.</param>
internal sealed class WebIdentitySource(SystemEnvironment environment, Func<AwsProfile, ISecurityTokens> connect, AwsClock clock) : ICredentialSource
{
    /// <summary>The longest token that STS takes, and a line end.</summary>
    private const int MaximumLength = 20_002;

    private readonly string _sessionName = RoleSessionName.Of(environment);

    public CredentialSourceKind Kind => CredentialSourceKind.WebIdentity;

    public bool GivesAnother => true;

    public bool IsNamedBy(AwsProfile profile) => RoleSettings.Find(profile, "web_identity_token_file") is not null;

    public KeepaliveException? FindFault(AwsProfile profile) => RoleSettings.Find(profile, "role_arn") is null
        ? KeepaliveErrors.RoleSettingInvalid(
            profile.Name, "web_identity_token_file", RoleSettings.Find(profile, "web_identity_token_file")!.ToString(), "role_arn, the role that the token is for, is missing")
        : null;

    public AwsCredential? Peek(AwsProfile profile, string? expirationField) => FindFault(profile) is null ? CacheOf(profile).Read()?.Credential : null;

    public ValueTask<AwsCredential> GetAsync(CredentialRequest request, CancellationToken cancellationToken)
    {
        if (FindFault(request.Profile) is { } fault)
        {
            throw fault;
        }

        AssumedRoleCache cache = CacheOf(request.Profile);
        return cache.Shared(request, $"role {RoleSettings.Value(request.Profile, "role_arn")}", stop => AssumeAsync(request, cache, stop)).GetAsync(request.Deadline, cancellationToken);
    }

    private async Task<AwsCredential> AssumeAsync(CredentialRequest request, AssumedRoleCache cache, CancellationToken cancellationToken)
    {
        LoggedEvent renewal = new EventLog(environment, clock.Machine).Begin(LogEvent.RoleRenewal, request.Caller, request.Profile.Name, "web identity");
        try
        {
            SessionCredential given = await connect(request.Profile).AssumeRoleWithWebIdentityAsync(
                RoleSettings.Value(request.Profile, "role_arn")!, RoleSettings.Value(request.Profile, "role_session_name") ?? _sessionName, ReadToken(request.Profile),
                request.Deadline, cancellationToken).ConfigureAwait(false);
            AwsCredential fresh = cache.Write(given);
            renewal.Succeeded(fresh.Expiry?.Instant);
            return fresh;
        }
        catch (KeepaliveException exception)
        {
            renewal.Failed(exception);
            throw;
        }
    }

    private string ReadToken(AwsProfile profile)
    {
        string path = PathOf(profile);
        try
        {
            FileSnapshot snapshot = FileSnapshot.Read(path, MaximumLength, clock.Machine);
            string token = snapshot.Exists ? Encoding.UTF8.GetString(snapshot.Content.Span).Trim() : throw KeepaliveErrors.WebIdentityTokenUnreadable(profile.Name, path, "it does not exist");
            return WireText.IsToken(token) ? token : throw KeepaliveErrors.WebIdentityTokenUnreadable(profile.Name, path, token.Length == 0 ? "it is empty" : "it does not contain a token");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw KeepaliveErrors.WebIdentityTokenUnreadable(profile.Name, path, FileFault.Describe(path, exception), exception);
        }
    }

    private string PathOf(AwsProfile profile) => environment.ExpandHome(RoleSettings.Value(profile, "web_identity_token_file")!);

    private AssumedRoleCache CacheOf(AwsProfile profile) => new(
        environment, "assumed", AssumedRoleKey.OfWebIdentity(environment, profile, PathOf(profile), _sessionName), profile.Name,
        new CredentialOrigin(CredentialSourceKind.WebIdentity, $"role {RoleSettings.Value(profile, "role_arn")} by web identity"), clock);
}
