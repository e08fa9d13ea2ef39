using Keepalive.Platform.Processes;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Text;

/// <summary>A person copies a command out of a message: each shell must read the same name.</summary>
public sealed class CommandWordTests
{
    public static TheoryData<string> Names =>
    [
        "work", "my profile", "it's", "a 'b' c", "say \"hello\"", "cost $5", "$(touch x)", "back`tick`", "back\\slash", "50%", "wow!", "a;b", "a&b|c", "tab#1", "*", "~me",
        "-dash", "a,b", "@file", "{a,b}", "both ' and $", "\u201Cquoted\u201D \u2018name\u2019 $", "名前 二", "",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_shell_of_Unix_reads_the_name(string name) =>
        Assert.Equal([name], CommandLine.Split(CommandWord.Of(name, isWindows: false), windows: false));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_word_is_read_alike_in_double_quotes_or_has_no_double_quotes(string name)
    {
        string word = CommandWord.Of(name, isWindows: true);

        Assert.True(word == name || word == $"\"{name}\"" || (word[0] == '\'' && word[^1] == '\''));
        Assert.DoesNotContain('\n', word);
    }

    [Theory]
    [InlineData("work", "--profile work")]
    [InlineData("my profile", "--profile \"my profile\"")]
    [InlineData("-dash", "--profile=-dash")]
    public void The_option_names_the_profile(string name, string option) => Assert.Equal(option, CommandWord.Profile(name));

    [Theory]
    [InlineData("both ' and $", "'both '' and $'")]
    [InlineData("\u2018a\u2019 $", "'\u2018\u2018a\u2019\u2019 $'")]
    public void PowerShell_doubles_quotes_in_quotes(string name, string word) => Assert.Equal(word, CommandWord.Of(name, isWindows: true));

    [Theory]
    [InlineData("~", "~")]
    [InlineData("~/.aws/config", "~/.aws/config")]
    [InlineData("~/my files/config", "~/\"my files/config\"")]
    [InlineData("/srv/my files", "\"/srv/my files\"")]
    public void The_home_folder_of_a_path_is_not_quoted(string path, string word) => Assert.Equal(word, CommandWord.OfPath(path));

    [Fact]
    public void A_control_character_is_never_in_it() => Assert.DoesNotContain('\u001b', CommandWord.Of("a\u001b[2Jb"));

    [Fact]
    public void Every_error_that_names_a_command_for_a_profile_quotes_it()
    {
        const string profile = "my profile";
        KeepaliveException[] errors =
        [
            KeepaliveErrors.PromptUnavailable(profile, "tool", "Code:", "a test"),
            KeepaliveErrors.AnswerNotGiven(profile, "tool", "Code:", "a test"),
            KeepaliveErrors.AutoLoginNotSet(profile, "recipes are a and b"),
            KeepaliveErrors.MfaCodeNeeded(profile, "ann"),
            KeepaliveErrors.NothingToForce(profile, "AKIA…", isOfEnvironment: false),
        ];

        Assert.All(errors, error => Assert.Contains("--profile \"my profile\"", error.Advice, StringComparison.Ordinal));
    }

    /// <summary>No message of the product names a profile after the option in another way.</summary>
    [Fact]
    public void Only_this_mechanism_writes_the_option()
    {
        Assert.All(
            Repository.Files("src", "*.cs").Where(file => !s_own.Contains(Path.GetFileName(file))),
            file => Assert.DoesNotContain("--profile {", File.ReadAllText(file), StringComparison.Ordinal));
    }

    /// <summary>The mechanism itself, and commands in files, which are read by other rules.</summary>
    private static readonly string[] s_own = ["CommandWord.cs", "ChainProfile.cs", "OwnHelper.cs", "OneSessionOfClaudeCode.cs"];
}
