using Keepalive.Wine.Tests.Support;

namespace Keepalive.Wine.Tests;

public sealed class ExportTests(WineMachine machine)
{
    [Theory]
    [InlineData("\r\n", false)]
    [InlineData("\r\n", true)]
    [InlineData("\n", false)]
    [InlineData("\n", true)]
    public async Task Prints_exactly_the_line_that_Claude_Code_takes_whatever_editor_wrote_the_file(string lineEnd, bool mark)
    {
        WineHome home = machine.NewHome();
        home.Write(home.CredentialsFile, Keys.Profile("default").ReplaceLineEndings(lineEnd), mark);

        Assert.Equal(new Run(0, Keys.Line(), string.Empty), await home.ExportAsync());
    }

    [Fact]
    public async Task An_expired_credential_is_3_with_nothing_on_standard_output()
    {
        WineHome home = machine.NewHome();
        home.Write(home.CredentialsFile, Keys.Profile("default", "2001-01-01T00:00:00Z"));

        Run run = await home.ExportAsync();

        Assert.Equal((3, string.Empty), (run.ExitStatus, run.Output));
        Assert.StartsWith("claude-aws: The credential of profile 'default' ", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(Keys.Secret, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_profile_is_4_and_told_with_the_Windows_path_of_the_file()
    {
        WineHome home = machine.NewHome();
        home.Write(home.CredentialsFile, Keys.Profile("production"));

        Run run = await home.ExportAsync("--profile", "prodution");

        Assert.Equal((4, string.Empty), (run.ExitStatus, run.Output));
        Assert.Contains(home.CredentialsFile, run.Errors, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'production'?", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--format", "yaml")]
    [InlineData("--timeout", "0")]
    [InlineData("default")]
    public async Task Wrong_usage_is_64_with_nothing_on_standard_output(params string[] options)
    {
        WineHome home = machine.NewHome();

        Run run = await home.ExportAsync(options);

        Assert.Equal((64, string.Empty), (run.ExitStatus, run.Output));
        Assert.Contains("claude-aws export --help", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PowerShell_is_told_what_to_set_and_what_to_remove()
    {
        WineHome home = machine.NewHome();
        home.Write(home.CredentialsFile, Keys.Profile("default"));

        Run run = await home.ExportAsync("--format", "powershell");

        string[] lines =
        [
            "$Env:AWS_ACCESS_KEY_ID = 'ASIATESTTESTTEST0001'",
            $"$Env:AWS_SECRET_ACCESS_KEY = '{Keys.Secret}'",
            $"$Env:AWS_SESSION_TOKEN = '{Keys.Token}'",
            $"$Env:AWS_CREDENTIAL_EXPIRATION = '{Keys.FarAway}'",
            "Remove-Item -Path Env:AWS_PROFILE -ErrorAction Ignore",
            "Remove-Item -Path Env:AWS_DEFAULT_PROFILE -ErrorAction Ignore",
        ];
        Assert.Equal((0, string.Concat(lines.Select(line => line + "\n"))), (run.ExitStatus, run.Output));
    }
}
