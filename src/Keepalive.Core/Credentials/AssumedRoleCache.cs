using System.Text;
using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.SecurityTokens;
using Keepalive.IdentityCenter;
using Keepalive.Platform.Files;

namespace Keepalive.Credentials;

/// <summary>
/// The credential of one assumed role, for all sessions of this machine: an owner-only file in the state folder. It is read on the hot path, so it is plain
/// lines: the form, the key, the three parts of the credential, its end, and when it was given. A file that can't be read is as good as none.
/// </summary>
internal sealed class AssumedRoleCache
{
    private const int MaximumLength = 64 * 1024;
    private const string Form = "claude-aws role 1";
    private const string Extension = ".role";

    /// <summary>No session of STS is longer.</summary>
    private static readonly TimeSpan LongestLife = TimeSpan.FromHours(36);

    private readonly AwsClock _clock;
    private readonly string _profile;
    private readonly string _key;
    private readonly CredentialOrigin _origin;
    private readonly string _folder;
    private readonly string _file;

    /// <param name="environment">The variables and the platform.</param>
    /// <param name="folder">The name of the folder below that of all roles.</param>
    /// <param name="key">All that decides the credential (<see cref="AssumedRoleKey"/>).</param>
    /// <param name="profile">The profile in use.</param>
    /// <param name="origin">The role, in words.</param>
    /// <param name="clock">AWS's time.</param>
    public AssumedRoleCache(SystemEnvironment environment, string folder, string key, string profile, CredentialOrigin origin, AwsClock clock)
    {
        _clock = clock;
        _profile = profile;
        _key = key;
        _origin = origin;
        _folder = StatePaths.Of(environment, StatePaths.Roles, folder);
        _file = environment.Combine(_folder, StableHash.Of(key));
    }

    public string LockFile => _file + ".lock";

    /// <summary>The result of the last failed call, for the callers that waited for it.</summary>
    public RoleFailure Failure => new(_file + ".failed", _profile, _clock.Machine);

    /// <summary>The credential, expired or not, and how long it lasts in all; null when there is none.</summary>
    public (AwsCredential Credential, TimeSpan Life, DateTimeOffset Given)? Read()
    {
        try
        {
            FileSnapshot snapshot = FileSnapshot.ReadOwn(_file + Extension, MaximumLength, _clock.Machine);
            return snapshot.Exists
                && Encoding.ASCII.GetString(snapshot.Content.Span).Split('\n') is [Form, var key, var id, var secret, var token, var end, var given, ""]
                && key == _key
                && Timestamp.TryRead(end, out DateTimeOffset expires) && Timestamp.TryRead(given, out DateTimeOffset since)
                    ? (Credential(id, secret, token, expires), expires - since, since)
                    : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or KeepaliveException)
        {
            return null;
        }
    }

    /// <summary>The renewal of this credential, shared by all processes.</summary>
    /// <param name="request">The request of the profile in use.</param>
    /// <param name="name">The credential, in words.</param>
    /// <param name="renew">Asks AWS, and keeps the answer here.</param>
    /// <param name="mayNeedCode">The renewal may wait for the next one-time code.</param>
    public SharedRenewal Shared(CredentialRequest request, string name, Func<CancellationToken, Task<AwsCredential>> renew, bool mayNeedCode = false)
    {
        TimeSpan life = TimeSpan.Zero;
        return new SharedRenewal(_clock)
        {
            Read = () =>
            {
                if (Read() is not { } kept || kept.Credential.AccessKeyId == request.RefusedKey)
                {
                    return null;
                }

                life = kept.Life;
                return kept.Credential;
            },
            IsFresh = credential => credential.Expiry!.Instant - _clock.GetUtcNow() > Ahead(request, life),
            Renew = renew,
            LockFile = LockFile,
            Failure = Failure,
            Name = name,
            Profile = request.Profile.Name,
            MayNeedCode = mayNeedCode,
        };
    }

    /// <summary>As long before the end as is configured, or at half its life, whichever is later.</summary>
    private static TimeSpan Ahead(CredentialRequest request, TimeSpan life)
    {
        TimeSpan ahead = request.RenewAhead > SingleSignOnSource.LeastAhead ? request.RenewAhead : SingleSignOnSource.LeastAhead;
        return life / 2 < ahead ? life / 2 : ahead;
    }

    /// <summary>Keeps a fresh credential and gives it back as this profile's.</summary>
    public AwsCredential Write(SessionCredential fresh)
    {
        AwsCredential credential = Credential(fresh.AccessKeyId, fresh.SecretAccessKey, fresh.SessionToken, fresh.Expires);
        string text = string.Join('\n', Form, _key, fresh.AccessKeyId, fresh.SecretAccessKey, fresh.SessionToken, Timestamp.Format(fresh.Expires), Timestamp.Format(_clock.GetUtcNow()), string.Empty);
        try
        {
            AtomicFile.Write(_file + Extension, Encoding.ASCII.GetBytes(text));
            RemoveEnded();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Slower for the others, but no reason to refuse a good credential.
        }

        return credential;
    }

    private AwsCredential Credential(string id, string secret, string token, DateTimeOffset expires) =>
        new KeyMaterial(id, secret, token, "the answer of AWS STS").ToCredential(_profile, new CredentialExpiry(expires, "AWS STS"), _origin);

    /// <summary>Credentials that no profile uses any more. The locks stay: two holders must not lock two files of one name.</summary>
    private void RemoveEnded()
    {
        DateTime oldest = File.GetLastWriteTimeUtc(_file + Extension) - LongestLife;
        foreach (string file in Directory.EnumerateFiles(_folder, "*" + Extension))
        {
            if (File.GetLastWriteTimeUtc(file) < oldest)
            {
                File.Delete(file);
            }
        }
    }
}
