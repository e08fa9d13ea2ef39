using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;

namespace Keepalive.Credentials;

/// <summary>
/// The steps of the resolver, recorded while it runs, for the explanation. A second search that only looks like the
/// first could come to another end.
/// </summary>
internal sealed class ResolutionTrace
{
    private readonly List<TracedSource> _sources = [];

    /// <summary>The keys of the environment, which went before all profiles; null where they were not asked, or are not there.</summary>
    public AwsCredential? FromEnvironment { get; private set; }

    /// <summary>The profile that was read; null when it came to none.</summary>
    public AwsProfile? Profile { get; private set; }

    /// <summary>Every kind of source in its order, with what became of it.</summary>
    public IReadOnlyList<TracedSource> Sources => _sources;

    /// <summary>The key that AWS refused, so that the sources were asked for another; null when none was.</summary>
    public string? RefusedKey { get; private set; }

    /// <summary>The credential that was found; null when there is none.</summary>
    public AwsCredential? Found { get; private set; }

    /// <summary>The container or instance, which was asked after all profiles; null when it was not.</summary>
    public TracedSource? Machine { get; private set; }

    public void AsksMachine() => Machine = new TracedSource(CredentialSourceKind.Machine, SourceFate.Failed, null);

    public void AnsweredMachine(AwsCredential credential)
    {
        Machine = new TracedSource(CredentialSourceKind.Machine, SourceFate.Taken, credential);
        Found = credential;
    }

    public void MachineNotAsked() => Machine = new TracedSource(CredentialSourceKind.Machine, SourceFate.NotAsked, null);

    public void TookEnvironment(AwsCredential credential) => Found = FromEnvironment = credential;

    /// <summary>The search starts, or starts again after a key was rejected.</summary>
    public void Begin(AwsProfile profile, string? refusedKey, IEnumerable<(CredentialSourceKind Kind, bool IsNamed)> sources)
    {
        Profile = profile;
        RefusedKey = refusedKey;
        Found = null;
        _sources.Clear();
        _sources.AddRange(sources.Select(static source => new TracedSource(source.Kind, source.IsNamed ? SourceFate.NotReached : SourceFate.NotNamed, null)));
    }

    public void Asks(CredentialSourceKind kind) => Note(kind, SourceFate.Failed, null);

    public void Answered(CredentialSourceKind kind, AwsCredential credential, bool isTaken)
    {
        Note(kind, isTaken ? SourceFate.Taken : SourceFate.Expired, credential);
        Found = isTaken ? credential : Found ?? credential;
    }

    public void NotAsked(CredentialSourceKind kind) => Note(kind, SourceFate.NotAsked, null);

    private void Note(CredentialSourceKind kind, SourceFate fate, AwsCredential? credential)
    {
        int index = _sources.FindIndex(source => source.Kind == kind);
        _sources[index] = new TracedSource(kind, fate, credential);
    }
}

/// <summary>One kind of source, and what became of it.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Fate">What became of it.</param>
/// <param name="Credential">What it gave; null when nothing.</param>
internal sealed record TracedSource(CredentialSourceKind Kind, SourceFate Fate, AwsCredential? Credential);

/// <summary>The result of a source.</summary>
internal enum SourceFate
{
    /// <summary>The profile does not name it.</summary>
    NotNamed,

    /// <summary>Another one came first.</summary>
    NotReached,

    /// <summary>Its credential is the one.</summary>
    Taken,

    /// <summary>Its credential has expired, or was refused by AWS; the next one was asked.</summary>
    Expired,

    /// <summary>It answered with an error, which was the end of it.</summary>
    Failed,

    /// <summary>Only starting a program or asking a service would tell, and neither was allowed.</summary>
    NotAsked,
}
