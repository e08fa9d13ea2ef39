using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Platform.Files;
using Keepalive.Tokens;
using Keepalive.Workers;

namespace Keepalive.IdentityCenter;

/// <summary>
/// The role credentials of one role, for all sessions of this machine: an owner-only file in the state folder, in the
/// shape of a <c>credential_process</c> answer. A file that can't be read is as good as none.
/// </summary>
internal sealed class RoleCredentialCache
{
    private const int MaximumLength = 64 * 1024;

    private readonly AwsClock _clock;
    private readonly string _profile;
    private readonly CredentialOrigin _origin;
    private readonly string _file;

    public RoleCredentialCache(SystemEnvironment environment, SsoRole role, AwsClock clock)
    {
        _clock = clock;
        _profile = role.Profile;
        _origin = new CredentialOrigin(CredentialSourceKind.SingleSignOn, role.ToString());
        string name = string.Join('~', role.AccountId, role.RoleName, role.Session.Region);
        _file = environment.Combine(FolderOf(environment, role.Session), Uri.EscapeDataString(name));
    }

    /// <summary>Where the credential is kept.</summary>
    public string Path => _file + ".json";

    public string LockFile => _file + ".lock";

    /// <summary>The result of the last failed call, for the callers that waited for it.</summary>
    public RoleFailure Failure => new(_file + ".failed", _profile, _clock.Machine);

    /// <summary>The credential, expired or not; null when there is none.</summary>
    public AwsCredential? Read()
    {
        try
        {
            FileSnapshot snapshot = FileSnapshot.ReadOwn(Path, MaximumLength, _clock.Machine);
            return snapshot.Exists ? CredentialProcessOutput.Read(snapshot.Content, _profile, "the role credential cache", _origin) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or KeepaliveException)
        {
            return null;
        }
    }

    /// <summary>Keeps a fresh credential and gives it back as this profile's.</summary>
    public AwsCredential Write(RoleCredential fresh)
    {
        var material = new KeyMaterial(fresh.AccessKeyId, fresh.SecretAccessKey, fresh.SessionToken, "the answer of IAM Identity Center");
        AwsCredential credential = material.ToCredential(_profile, new CredentialExpiry(fresh.Expires, "IAM Identity Center"), _origin);
        try
        {
            AtomicFile.Write(Path, CredentialText.Write(credential, CredentialFormat.Process));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Slower for the others, but no reason to refuse a good credential.
        }

        return credential;
    }

    /// <summary>Deletes this role credential, because of a sign-out while it was requested.</summary>
    public void Delete()
    {
        try
        {
            File.Delete(Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // As with a sign-out, whose look at the folder would have failed as well.
        }
    }

    /// <summary>Deletes every role credential of a sign-in session, also of roles that were assumed from it: another person may sign in next.</summary>
    public static void Clear(SystemEnvironment environment, SignInSession session)
    {
        string folder = FolderOf(environment, session);
        if (Directory.Exists(folder))
        {
            foreach (string file in Directory.EnumerateFiles(folder, "*.json").Concat(Directory.EnumerateFiles(folder, "*.role")))
            {
                File.Delete(file);
            }

            LeftOvers.Clean(folder);
        }
    }

    /// <summary>
    /// Names that can be read, not hashes: the hot path comes through here, and hashing would load the system's
    /// cryptography, which takes longer than everything else in it.
    /// </summary>
    private static string FolderOf(SystemEnvironment environment, SignInSession session) =>
        StatePaths.Of(environment, StatePaths.Roles, FolderName(session.DisplayName));

    private static string FolderName(string session) => "for " + WorkerPaths.FileName(session);

    /// <summary>The folder's name for the roles behind a sign-in.</summary>
    public static string FolderNameOf(SignInSession session) => FolderName(session.DisplayName);

    /// <summary>The folder's name for the roles behind a profile's sign-in; readable, and without a check of the sign-in's settings.</summary>
    /// <param name="profile">The profile.</param>
    public static string FolderNameOf(AwsProfile profile) =>
        FolderName(profile["sso_session"]?.Unquoted ?? SsoSession.Of(profile)?.DisplayName ?? profile.Name);
}
