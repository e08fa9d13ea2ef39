using Keepalive.Host.Tests.Support;

namespace Keepalive.Host.Tests;

/// <summary><c>help</c> and <c>version</c> are verbs too.</summary>
public sealed class HelpVerbTests : IDisposable
{
    private readonly CompanionHome _home = new();

    [Theory]
    [InlineData("help", "--help")]
    [InlineData("help install", "install --help")]
    [InlineData("help config set", "config set --help")]
    [InlineData("help help", "help --help")]
    [InlineData("version", "--version")]
    public async Task The_verb_says_what_the_option_says(string verb, string option)
    {
        Run run = await _home.RunAsync(verb.Split(' '));

        Assert.Equal(await _home.RunAsync(option.Split(' ')), run);
        Assert.Equal((0, string.Empty), (run.ExitStatus, run.Errors));
        Assert.NotEmpty(run.Output);
    }

    [Theory]
    [InlineData("help instal", "There is no command 'instal'.")]
    [InlineData("help config se", "There is no command 'config se'.")]
    [InlineData("help renew-worker", "There is no command 'renew-worker'.")]
    public async Task A_verb_that_does_not_exist_is_wrong_usage(string line, string words)
    {
        Run run = await _home.RunAsync(line.Split(' '));

        Assert.Equal((64, string.Empty), (run.ExitStatus, run.Output));
        Assert.Contains(words, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_help_lists_both()
    {
        string help = (await _home.RunAsync("--help")).Output;

        Assert.All(["help ", "version", "uninstall", "support-bundle"], verb => Assert.Contains($"\n  {verb}", help, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_list_has_one_sentence_for_each_command_and_its_own_help_has_the_rest()
    {
        string list = (await _home.RunAsync("--help")).Output;
        list = list[list.IndexOf("\nCommands:\n", StringComparison.Ordinal)..];

        Assert.All(list.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1), line => Assert.Matches(@"^  \S.*  \S[^.]*\.$", line.Replace("/.", "/", StringComparison.Ordinal)));
        Assert.Contains("which you approve in a browser on any device", (await _home.RunAsync("login", "--help")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("secret list", "Default: the secrets of all profiles.")]
    [InlineData("answer", "Default: the open questions of all profiles.")]
    [InlineData("doctor", "Default: all checks for the profile in use, and the syntax checks for the other profiles.")]
    [InlineData("export", "it uses keys in environment variables, otherwise the profile 'default'.")]
    [InlineData("login", "If none is set, it uses the profile 'default'.")]
    public async Task The_help_tells_the_verb_s_own_default_profile(string verb, string words) => Assert.Contains(
        words, (await _home.RunAsync([.. verb.Split(' '), "--help"])).Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("AWS_PROFILE")]
    [InlineData("AWS_DEFAULT_PROFILE")]
    [InlineData("AWS_SECURITY_TOKEN")]
    public async Task The_help_of_exec_names_every_variable_that_is_removed(string variable) => Assert.Contains(
        variable, (await _home.RunAsync("exec", "--help")).Output, StringComparison.Ordinal);

    public void Dispose() => _home.Dispose();
}
