using Keepalive.Aws.Profiles;

namespace Keepalive.Core.Tests.Aws.Profiles;

/// <summary>Who decides which profile is used, from the strongest to the weakest.</summary>
public sealed class ProfileChoiceTests
{
    private static readonly string[] Variables = ["CLAUDE_AWS_PROFILE", "CC_KEEPALIVE_PROFILE", "(configuration)", "AWS_PROFILE", "AWS_DEFAULT_PROFILE"];

    [Fact]
    public void The_caller_goes_before_everything() => Assert.Equal(("asked", "the command"), Choose("asked", 0));

    [Fact]
    public void Our_own_variable_comes_next() => Assert.Equal(("from CLAUDE_AWS_PROFILE", "CLAUDE_AWS_PROFILE"), Choose(null, 0));

    [Fact]
    public void Then_the_variable_of_cc_aws_keepalive() => Assert.Equal(("from CC_KEEPALIVE_PROFILE", "CC_KEEPALIVE_PROFILE"), Choose(null, 1));

    [Fact]
    public void Then_our_configuration() => Assert.Equal(("from (configuration)", "the configuration file"), Choose(null, 2));

    [Fact]
    public void Then_the_variable_of_the_aws_tools() => Assert.Equal(("from AWS_PROFILE", "AWS_PROFILE"), Choose(null, 3));

    [Fact]
    public void Then_its_older_form() => Assert.Equal(("from AWS_DEFAULT_PROFILE", "AWS_DEFAULT_PROFILE"), Choose(null, 4));

    [Fact]
    public void Default_is_the_last_resort() => Assert.Equal("default", Choose(null, 5).Name);

    [Fact]
    public void An_empty_name_is_no_name() => Assert.Equal("from AWS_PROFILE", Choose("", 3).Name);

    [Fact]
    public void Only_the_last_resort_counts_as_named_by_nobody()
    {
        Assert.False(ProfileChoice.Make(null, Environment(5), null).IsNamed);
        Assert.All(Enumerable.Range(0, 5), first => Assert.True(ProfileChoice.Make(null, Environment(first), Configured(first)).IsNamed));
        Assert.True(ProfileChoice.Make("default", Environment(5), null).IsNamed);
    }

    /// <summary>Every source from number <paramref name="first"/> on is set.</summary>
    private static (string Name, string ChosenBy) Choose(string? requested, int first)
    {
        ProfileChoice choice = ProfileChoice.Make(requested, Environment(first), Configured(first));
        return (choice.Name, choice.ChosenBy);
    }

    private static string? Configured(int first) => first <= 2 ? "from (configuration)" : null;

    private static SystemEnvironment Environment(int first) =>
        new(name => Array.IndexOf(Variables, name) >= first ? $"from {name}" : null, isWindows: false);
}
