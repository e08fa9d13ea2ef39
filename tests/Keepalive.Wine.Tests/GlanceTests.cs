using Keepalive.Wine.Tests.Support;

namespace Keepalive.Wine.Tests;

/// <summary>The verbs that run at every prompt.</summary>
public sealed class GlanceTests(WineMachine machine)
{
    private const int Attempts = 10;

    [Theory]
    [InlineData(Keys.FarAway, 0)]
    [InlineData("2001-01-01T00:00:00Z", 3)]
    public async Task Check_tells_by_its_exit_status_alone(string expiry, int status)
    {
        WineHome home = machine.NewHome();
        home.Write(home.CredentialsFile, Keys.Profile("default", expiry));

        Assert.Equal(new Run(status, string.Empty, string.Empty), await home.RunAsync("check", "--quiet"));
    }

    [Fact]
    public async Task The_hook_lets_a_prompt_go_where_the_key_lives()
    {
        WineHome home = machine.NewHome();
        home.Write(home.CredentialsFile, Keys.Profile("default"));

        Run run = await home.TypeAsync("""{"hook_event_name":"UserPromptSubmit","session_id":"s","prompt":"hello"}""", "check", "--as-hook");

        Assert.Equal((0, string.Empty), (run.ExitStatus, run.Errors));
        Assert.DoesNotContain("block", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_status_line_tells_what_is_left()
    {
        WineHome home = machine.NewHome();
        home.Write(home.CredentialsFile, Keys.Profile("default"));

        // It has 300 ms, and says that it can't tell where the machine gives it less.
        Run run = new(0, string.Empty, string.Empty);
        for (int attempt = 0; attempt < Attempts && (run.Output is "" or "AWS: ?\n"); attempt++)
        {
            run = await home.TypeAsync("""{"session_id":"s"}""", "statusline");
        }

        Assert.Equal((0, string.Empty), (run.ExitStatus, run.Errors));
        Assert.Matches("^AWS: [0-9]+h[0-9]+m", run.Output);
    }
}
