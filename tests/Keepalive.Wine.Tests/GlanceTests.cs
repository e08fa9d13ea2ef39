using System.Diagnostics;
using Keepalive.Wine.Tests.Support;

namespace Keepalive.Wine.Tests;

/// <summary>The verbs that run at every prompt.</summary>
public sealed class GlanceTests(WineMachine machine)
{
    /// <summary>The status line's own limit; past it, it says that it can't tell.</summary>
    private static readonly TimeSpan StatusLineLimit = TimeSpan.FromSeconds(2);

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

        long start = Stopwatch.GetTimestamp();
        Run run = await home.TypeAsync("""{"session_id":"s"}""", "statusline");
        TimeSpan took = Stopwatch.GetElapsedTime(start);

        // Right, where the machine gave it no time, and no proof. Where it had its time, it is a fault.
        Assert.SkipWhen(took >= StatusLineLimit && run.Output is "AWS: ?\n", $"Wine took {took.TotalSeconds:0.0} s, and the status line lets go after {StatusLineLimit.TotalSeconds} s.");
        Assert.Equal((0, string.Empty), (run.ExitStatus, run.Errors));
        Assert.Matches("^AWS: [0-9]+d[0-9]+h", run.Output);
    }
}
