using Keepalive.Aws.Profiles;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Aws.Profiles;

/// <summary>The next step after a profile that does not exist.</summary>
public sealed class ProfileHintTests : IDisposable
{
    private readonly SyntheticHome _home = new();

    [Theory]
    [InlineData("work", "The profile is 'work'.")]
    [InlineData("work home", "The profiles are 'work' and 'home'.")]
    public void The_profiles_that_exist_are_named(string profiles, string advice)
    {
        _home.WriteCredentials(string.Concat(profiles.Split(' ').Select(name => Keys.Profile(name))));
        var locations = ProfileFileLocations.Find(_home.Environment);

        KeepaliveException fault = ProfileReader.NotFound(new ProfileChoice("nothing-like-it", "AWS_PROFILE", IsNamed: true), ProfileFiles.Read(locations, _home.Clock), locations);

        Assert.Equal(advice, fault.Advice);
    }

    public void Dispose() => _home.Dispose();
}
