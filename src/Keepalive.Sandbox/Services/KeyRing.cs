using System.Collections.Concurrent;

namespace Keepalive.Sandbox.Services;

/// <summary>AWS keys and who they make their bearer.</summary>
/// <param name="AccessKeyId">AKIA… or ASIA….</param>
/// <param name="SecretAccessKey">The key requests are signed with.</param>
/// <param name="SessionToken">Null for the keys of a user.</param>
/// <param name="Expiration">UTC; null when they do not expire.</param>
/// <param name="UserId">The unique id.</param>
/// <param name="Arn">Who it is.</param>
public sealed record SandboxKey(string AccessKeyId, string SecretAccessKey, string? SessionToken, DateTimeOffset? Expiration, string UserId, string Arn)
{
    /// <summary>When its bearer was authenticated by MFA, UTC; null without MFA.</summary>
    public DateTimeOffset? MfaAt { get; init; }

    /// <summary>The account, from the ARN.</summary>
    public string AccountId => Arn.Split(':')[4];

    /// <summary>Held by an assumed role: assuming another from it is role chaining.</summary>
    public bool IsRole => Arn.Contains(":assumed-role/", StringComparison.Ordinal);
}

/// <summary>All keys that the portal and STS have given out, and those a test has added.</summary>
public sealed class KeyRing
{
    private readonly ConcurrentDictionary<string, SandboxKey> _keys = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _revoked = new(StringComparer.Ordinal);

    /// <summary>The signer for unknown keys, if STS does not verify.</summary>
    public SandboxKey Stranger { get; } = UserKey("111122223333", "sandbox");

    /// <summary>Makes long-term keys of an IAM user.</summary>
    /// <param name="accountId">Twelve digits.</param>
    /// <param name="userName">The user.</param>
    public SandboxKey AddUser(string accountId, string userName) => Add(UserKey(accountId, userName));

    /// <summary>The keys with an id; null when there are none.</summary>
    /// <param name="accessKeyId">The id.</param>
    public SandboxKey? Find(string accessKeyId) => _keys.GetValueOrDefault(accessKeyId);

    /// <summary>Lets keys end now; what is signed with them afterwards is refused as expired.</summary>
    /// <param name="accessKeyId">The id.</param>
    /// <param name="now">The present, by the clock of the services.</param>
    public void Expire(string accessKeyId, DateTimeOffset now)
    {
        if (_keys.TryGetValue(accessKeyId, out SandboxKey? key))
        {
            _keys[accessKeyId] = key with { Expiration = now };
        }
    }

    /// <summary>Lets all keys that can end do so now.</summary>
    /// <param name="now">The present, by the clock of the services.</param>
    public void ExpireAll(DateTimeOffset now)
    {
        foreach (SandboxKey key in _keys.Values.Where(key => key.Expiration > now))
        {
            Expire(key.AccessKeyId, now);
        }
    }

    /// <summary>Makes keys unknown, as an administrator does; what is signed with them afterwards is refused as invalid.</summary>
    /// <param name="accessKeyId">The id.</param>
    public void Revoke(string accessKeyId) => _revoked[accessKeyId] = _keys.TryRemove(accessKeyId, out _);

    internal bool IsRevoked(string accessKeyId) => _revoked.ContainsKey(accessKeyId);

    internal SandboxKey IssueTemporary(string userId, string arn, DateTimeOffset expiration, DateTimeOffset? mfaAt = null) => Add(new SandboxKey(
        Secrets.AccessKeyId("ASIA"), Secrets.New("SandboxSecret/"), Secrets.New("SandboxToken/"), expiration, userId, arn)
    {
        MfaAt = mfaAt,
    });

    private static SandboxKey UserKey(string accountId, string userName)
    {
        string arn = $"arn:aws:iam::{accountId}:user/{userName}";
        return new SandboxKey(Secrets.AccessKeyId("AKIA"), Secrets.New("SandboxSecret/"), null, null, Secrets.StableId("AIDA", arn), arn);
    }

    private SandboxKey Add(SandboxKey key) => _keys[key.AccessKeyId] = key;
}
