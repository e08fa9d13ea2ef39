using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Aws.SecurityTokens;

namespace Keepalive.Core.Tests.Sessions;

/// <summary>STS in memory: what nobody has been told of is alive.</summary>
internal sealed class FakeVerifier : IKeyVerifier
{
    public Dictionary<string, KeyValidity> Standings { get; } = [];

    /// <summary>What it says of all others.</summary>
    public KeyValidity Otherwise { get; set; } = KeyValidity.Alive;

    /// <summary>The keys that were asked about, with the profile and the bound.</summary>
    public List<(string Key, string? Profile, TimeSpan Bound)> Asked { get; } = [];

    public Task<KeyValidity> VerifyAsync(AwsCredential credential, AwsProfile? profile, TimeSpan bound, CancellationToken cancellationToken)
    {
        Asked.Add((credential.AccessKeyId, profile?.Name, bound));
        return Task.FromResult(Standings.GetValueOrDefault(credential.AccessKeyId, Otherwise));
    }
}
