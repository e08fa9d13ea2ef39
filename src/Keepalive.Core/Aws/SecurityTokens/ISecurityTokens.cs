using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Platform.Time;

namespace Keepalive.Aws.SecurityTokens;

/// <summary>AWS STS as the sources need it. One implementation speaks the wire; tests have others.</summary>
internal interface ISecurityTokens
{
    /// <summary>AssumeRole. Asked twice, it gives two credentials and spends nothing.</summary>
    /// <param name="role">The role and its parameters.</param>
    /// <param name="session">The name of the session and its duration.</param>
    /// <param name="source">The credential that signs the request.</param>
    /// <param name="mfa">The code for a role that asks for one with the request; null for none.</param>
    /// <param name="deadline">The caller's time.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="KeepaliveException">The designed error of what failed.</exception>
    Task<SessionCredential> AssumeRoleAsync(RoleHop role, RoleSession session, AwsCredential source, MfaCode? mfa, Deadline deadline, CancellationToken cancellationToken);

    /// <summary>GetSessionToken: a temporary credential for a long-lived key.</summary>
    /// <param name="source">The long-lived key.</param>
    /// <param name="durationSeconds">The time asked for.</param>
    /// <param name="mfa">The code, for a session that AWS treats as authenticated by MFA; null for none.</param>
    /// <param name="deadline">The caller's time.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="KeepaliveException">The designed error of what failed.</exception>
    Task<SessionCredential> GetSessionTokenAsync(AwsCredential source, int durationSeconds, MfaCode? mfa, Deadline deadline, CancellationToken cancellationToken);

    /// <summary>AssumeRoleWithWebIdentity, which no key signs.</summary>
    /// <param name="roleArn">The role.</param>
    /// <param name="sessionName">The name that CloudTrail shows.</param>
    /// <param name="token">The token of the identity provider.</param>
    /// <param name="deadline">The caller's time.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="KeepaliveException">The designed error of what failed.</exception>
    Task<SessionCredential> AssumeRoleWithWebIdentityAsync(string roleArn, string sessionName, string token, Deadline deadline, CancellationToken cancellationToken);
}

/// <summary>The session of a role.</summary>
/// <param name="Name">The name that CloudTrail shows.</param>
/// <param name="DurationSeconds">The time asked for; null leaves it to AWS (one hour).</param>
internal sealed record RoleSession(string Name, int? DurationSeconds);

/// <summary>A temporary credential that STS has given.</summary>
internal sealed record SessionCredential(string AccessKeyId, string SecretAccessKey, string SessionToken, DateTimeOffset Expires)
{
    /// <summary>The end, never a key.</summary>
    public override string ToString() => $"until {Timestamp.Format(Expires)}";
}
