using Keepalive.Wine.Tests.Support;

namespace Keepalive.Wine.Tests;

/// <summary>
/// The Core's own tests of programs at a terminal, as Windows code: dialogues through a pseudo console, ^C, job objects.
/// Not shown by Wine: resizing, the console's answers to questions, and what a third party's program gets for standard handles.
/// </summary>
public sealed class PseudoConsoleTests(WineMachine machine)
{
    private const int Attempts = 3;

    [Fact]
    public async Task Programs_are_driven_at_pseudo_consoles_and_end_with_all_they_started()
    {
        var program = new WindowsTestProgram(machine.Prefix, WineMachine.CoreTests, []);

        ClassResult result = await program.RunAsync("Keepalive.Tests.Terminals.PseudoTerminalTests", Attempts);

        Assert.True(result.Failures.Count == 0, string.Join('\n', result.Failures));
        Assert.True(result.Passed >= 20, $"Only {result.Passed} ran.");
        TestContext.Current.TestOutputHelper?.WriteLine($"{result.Passed} passed, {result.Skipped} skipped, {result.BrokenRuns} runs that Wine broke were repeated.");
    }
}
