using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Aws.SecurityTokens;
using Keepalive.Configuration;
using Keepalive.Core.Tests.Sessions;
using Keepalive.Credentials;
using Keepalive.Platform.Time;
using Keepalive.Sessions;
using Keepalive.Testing;

namespace Keepalive.Core.Tests;

/// <summary>What most tests do with a home: ask it for a profile.</summary>
internal static class HomeExtensions
{
    public static readonly TimeSpan AmpleTime = TimeSpan.FromSeconds(30);

    public static ProfileFiles ReadFiles(this SyntheticHome home) =>
        ProfileFiles.Read(ProfileFileLocations.Find(home.Environment), home.Clock);

    public static Task<AwsProfile> ReadProfileAsync(this SyntheticHome home, string name, string? expirationField = null) =>
        new ProfileReader(ProfileFileLocations.Find(home.Environment), home.Clock, expirationField)
            .ReadAsync(new ProfileChoice(name, "the test", IsNamed: true), TestContext.Current.CancellationToken).AsTask();

    public static Task<AwsCredential> ResolveAsync(this SyntheticHome home, string? profile = null, KeepaliveConfiguration? configuration = null, TimeSpan? limit = null)
    {
        var resolver = new CredentialResolver(home.Environment, configuration ?? KeepaliveConfiguration.Default, home.Clock);
        return resolver.ResolveAsync(resolver.Choose(profile), Deadline.After(home.Clock, limit ?? AmpleTime), TestContext.Current.CancellationToken).AsTask();
    }

    public static SessionReader Reader(this SyntheticHome home, KeepaliveConfiguration? configuration = null) =>
        new(home.Environment, configuration ?? KeepaliveConfiguration.Default, home.Clock) { Verifier = new FakeVerifier { Otherwise = KeyValidity.Unknown } };

    public static Task<KeepaliveException> FailsAsync<T>(Func<Task<T>> action, string code) => FailsAsync((Func<Task>)action, code);

    public static async Task<KeepaliveException> FailsAsync(Func<Task> action, string code)
    {
        KeepaliveException exception = await Assert.ThrowsAsync<KeepaliveException>(action);
        Assert.Equal(code, exception.Code);
        return exception;
    }

    public static Task<KeepaliveException> RefusesAsync(this SyntheticHome home, string code, string? profile = null) =>
        FailsAsync(() => home.ResolveAsync(profile), code);
}
