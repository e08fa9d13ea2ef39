using System.Globalization;
using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Aws.SecurityTokens;
using Keepalive.Platform.Time;

namespace Keepalive.Core.Tests.Credentials;

/// <summary>STS in memory: each call gives the next key.</summary>
internal sealed class FakeSecurityTokens(TimeProvider clock) : ISecurityTokens
{
    private readonly Lock _lock = new();

    /// <summary>The calls, in order.</summary>
    public List<(string Role, string Session, int? Seconds, string Source)> Calls { get; } = [];

    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Called before an answer; its error is the answer.</summary>
    public Func<RoleHop, RoleSession, AwsCredential, KeepaliveException?>? OnAssume { get; set; }

    public async Task<SessionCredential> AssumeRoleAsync(RoleHop role, RoleSession session, AwsCredential source, Deadline deadline, CancellationToken cancellationToken)
    {
        await Task.Yield();
        lock (_lock)
        {
            Calls.Add((role.Arn, session.Name, session.DurationSeconds, source.AccessKeyId));
            if (OnAssume?.Invoke(role, session, source) is { } fault)
            {
                throw fault;
            }

            string number = Calls.Count.ToString("D10", CultureInfo.InvariantCulture);
            return new SessionCredential($"ASIAROLE{number}", $"secret{number}", $"token{number}", clock.GetUtcNow() + Lifetime);
        }
    }
}
