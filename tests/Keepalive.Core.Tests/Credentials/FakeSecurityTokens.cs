using System.Globalization;
using System.Text;
using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Aws.SecurityTokens;
using Keepalive.Platform.Time;

namespace Keepalive.Core.Tests.Credentials;

/// <summary>STS in memory: each call gives the next key.</summary>
internal sealed class FakeSecurityTokens(TimeProvider clock) : ISecurityTokens
{
    private readonly Lock _lock = new();

    /// <summary>The calls of AssumeRole, in order.</summary>
    public List<(string Role, string Session, int? Seconds, string Source)> Calls { get; } = [];

    /// <summary>The codes that were sent, in order, each with the call: a role's ARN, or GetSessionToken.</summary>
    public List<(string Call, string? Code)> Codes { get; } = [];

    /// <summary>Called before an answer of GetSessionToken; its error is the answer.</summary>
    public Func<int, string?, KeepaliveException?>? OnSession { get; set; }

    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Called before an answer; its error is the answer.</summary>
    public Func<RoleHop, RoleSession, AwsCredential, KeepaliveException?>? OnAssume { get; set; }

    public async Task<SessionCredential> AssumeRoleAsync(RoleHop role, RoleSession session, AwsCredential source, MfaCode? mfa, Deadline deadline, CancellationToken cancellationToken)
    {
        await Task.Yield();
        lock (_lock)
        {
            Codes.Add((role.Arn, mfa is null ? null : Encoding.ASCII.GetString(mfa.Code.Utf8)));
            Calls.Add((role.Arn, session.Name, session.DurationSeconds, source.AccessKeyId));
            if (OnAssume?.Invoke(role, session, source) is { } fault)
            {
                throw fault;
            }

            string number = Calls.Count.ToString("D10", CultureInfo.InvariantCulture);
            return new SessionCredential($"ASIAROLE{number}", $"secret{number}", $"token{number}", clock.GetUtcNow() + Lifetime);
        }
    }

    /// <summary>The tokens of web identities that were sent.</summary>
    public List<(string Role, string Session, string Token)> WebIdentities { get; } = [];

    public Task<SessionCredential> AssumeRoleWithWebIdentityAsync(string roleArn, string sessionName, string token, Deadline deadline, CancellationToken cancellationToken)
    {
        WebIdentities.Add((roleArn, sessionName, token));
        return Task.FromResult(new SessionCredential($"ASIAWEBI{WebIdentities.Count:D10}", "secret", "token", clock.GetUtcNow() + Lifetime));
    }

    public async Task<SessionCredential> GetSessionTokenAsync(AwsCredential source, int durationSeconds, MfaCode? mfa, Deadline deadline, CancellationToken cancellationToken)
    {
        await Task.Yield();
        lock (_lock)
        {
            string? code = mfa is null ? null : Encoding.ASCII.GetString(mfa.Code.Utf8);
            Codes.Add(("GetSessionToken", code));
            if (OnSession?.Invoke(durationSeconds, code) is { } fault)
            {
                throw fault;
            }

            string number = Codes.Count.ToString("D10", CultureInfo.InvariantCulture);
            return new SessionCredential($"ASIASESS{number}", $"secret{number}", $"token{number}", clock.GetUtcNow() + TimeSpan.FromSeconds(durationSeconds));
        }
    }
}
