using Keepalive.Aws.Profiles;
using Keepalive.Tokens;
using Keepalive.Workers;

namespace Keepalive.SignIn;

/// <summary>Tells Claude Code's idle sessions of a sign-in.</summary>
internal static class SignInNotices
{
    /// <summary>Tells the sessions of every profile that signs in at the same place.</summary>
    public static void PostToAll(SystemEnvironment environment, SignInSession session, NoticeKind kind, TimeProvider clock)
    {
        try
        {
            foreach (AwsProfile profile in ProfileFiles.Read(ProfileFileLocations.Find(environment), clock).All())
            {
                // Only if a Claude Code session watches the file: a file for each of ten thousand roles is not needed.
                var notice = new SessionNotice(environment, profile.Name, clock);
                if (File.Exists(notice.Path) && SignsInTo(profile, session))
                {
                    notice.Post(kind);
                }
            }
        }
        catch (KeepaliveException)
        {
            // The sign-in itself is what counts.
        }
    }

    private static bool SignsInTo(AwsProfile profile, SignInSession session) =>
        SignInSessions.Behind(profile) is { } other && other.DisplayName == session.DisplayName && other.StateFolder == session.StateFolder;
}
