using System.Text.Json;
using Keepalive.Aws.Profiles;

namespace Keepalive.Core.Tests.Aws.Profiles;

/// <summary>The published location cases of the AWS SDKs, and what they leave out.</summary>
public sealed class LocationVectorTests
{
    private static readonly JsonElement Cases = ParserVectorTests.Load("file-location-tests.json");

    public static TheoryData<int, string> Names()
    {
        var data = new TheoryData<int, string>();
        foreach ((int index, JsonElement test) in Cases.EnumerateArray().Index())
        {
            data.Add(index, test.GetProperty("name").GetString()!);
        }

        return data;
    }

    [Fact]
    public void All_9_cases_are_here() => Assert.Equal(9, Cases.GetArrayLength());

    [Theory]
    [MemberData(nameof(Names))]
    public void Finds_the_files_and_the_profile_of_the_published_case(int index, string name)
    {
        Assert.NotEmpty(name);
        JsonElement test = Cases[index];
        var variables = test.GetProperty("environment").EnumerateObject().ToDictionary(variable => variable.Name, variable => variable.Value.GetString()!);
        var environment = new SystemEnvironment(variables.GetValueOrDefault, test.GetProperty("platform").GetString() == "windows");

        ProfileFileLocations locations = ProfileFileLocations.Find(environment);

        Assert.Equal(test.GetProperty("configLocation").GetString(), locations.Config);
        Assert.Equal(test.GetProperty("credentialsLocation").GetString(), locations.Credentials);
        if (test.TryGetProperty("profile", out JsonElement profile))
        {
            Assert.Equal(profile.GetString(), ProfileChoice.Make(null, environment, null).Name);
        }
    }

    [Fact]
    public void An_empty_variable_counts_as_not_set() =>
        Assert.Equal("/home/user/.aws/config", Find(("AWS_CONFIG_FILE", ""), ("HOME", "/home/user")).Config);

    [Fact]
    public void A_tilde_in_a_file_variable_is_the_home() =>
        Assert.Equal("/home/user/keys", Find(("AWS_SHARED_CREDENTIALS_FILE", "~/keys"), ("HOME", "/home/user")).Credentials);

    [Fact]
    public void A_tilde_before_a_name_is_left_alone() =>
        Assert.Equal("~other/keys", Find(("AWS_SHARED_CREDENTIALS_FILE", "~other/keys"), ("HOME", "/home/user")).Credentials);

    [Fact]
    public void No_home_is_needed_when_both_files_are_named() =>
        Assert.Equal("/b", Find(("AWS_CONFIG_FILE", "/a"), ("AWS_SHARED_CREDENTIALS_FILE", "/b")).Credentials);

    [Fact]
    public void Without_home_the_error_says_what_to_set()
    {
        KeepaliveException exception = Assert.Throws<KeepaliveException>(() => Find(("USERPROFILE", "ignored")));

        Assert.Equal(KeepaliveErrorCode.HomeNotFound, exception.Code);
        Assert.Contains("HOME", exception.Advice, StringComparison.Ordinal);
    }

    private static ProfileFileLocations Find(params (string Name, string Value)[] variables)
    {
        var dictionary = variables.ToDictionary(variable => variable.Name, variable => variable.Value);
        return ProfileFileLocations.Find(new SystemEnvironment(dictionary.GetValueOrDefault, isWindows: false));
    }
}
