using System.Text;
using Keepalive.Login;

namespace Keepalive.Core.Tests.Login;

/// <summary>A machine that sleeps, or has no time for a process, at any moment of an automatic login.</summary>
public sealed class PausedMachineTests : IDisposable
{
    private readonly LoginStage _stage = new();

    /// <summary>The first readings of the clock, while the prompt waits for its answer.</summary>
    public static TheoryData<int> Readings => [.. Enumerable.Range(1, 20)];

    [Theory]
    [MemberData(nameof(Readings))]
    public async Task A_prompt_that_a_rule_knows_is_answered_however_long_a_look_at_it_takes(int reading)
    {
        var terminal = new SilentTerminal("Password: ");
        var clock = new PausedClock(reading);
        using var redaction = new Redaction();
        var transcript = new Transcript(_stage.TranscriptFile, redaction, clock);
        Recipe recipe = new RecipeBook(document: null, "").Find("saml2aws") with
        {
            Rules = [new RecipeRule { Name = "password", Match = RecipePattern.Compile("^Password: $"), Action = RecipeAction.SendSecret }],
        };
        var driver = new LoginDriver(recipe, new RecipeValues("work"), _stage.Answers, transcript, redaction, clock)
        {
            Patience = TimeSpan.FromMilliseconds(200),
            Start = (_, _) => terminal.Begin(),
        };

        using var caller = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        caller.CancelAfter(TimeSpan.FromSeconds(60));
        Task<LoginRun> running = driver.RunAsync(new Progress<LoginNotice>(), caller.Token);
        while (!running.IsCompleted && terminal.Typed.Length <= LoginStage.Password.Length)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        // The tool says nothing more.
        await caller.CancelAsync();
        await Task.WhenAny(running);
        Assert.Equal(LoginStage.Password + "\r", Encoding.UTF8.GetString(terminal.Typed.ToArray()));
    }

    public void Dispose() => _stage.Dispose();

    /// <summary>Between two of its readings a minute passes.</summary>
    private sealed class PausedClock(int reading) : TimeProvider
    {
        private int _readings;

        public override long GetTimestamp() => base.GetTimestamp() + (Interlocked.Increment(ref _readings) > reading ? 60 * TimestampFrequency : 0);
    }
}
