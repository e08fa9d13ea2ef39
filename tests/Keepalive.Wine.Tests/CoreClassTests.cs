using Keepalive.Wine.Tests.Support;

namespace Keepalive.Wine.Tests;

/// <summary>
/// The Core's own tests of what only Windows has, as Windows code. Not shown by Wine: resizing a pseudo console, the console's answers to
/// questions, what a third party's program gets for standard handles, and a flood of output, which its console takes minutes for.
/// </summary>
public sealed class CoreClassTests(WineMachine machine)
{
    private const int Attempts = 3;

    /// <summary>Pseudo consoles; job objects; Credential Manager and Data Protection API; login tools that die, hang or ask riddles; the notification area.</summary>
    [Theory]
    [InlineData("Platform.Terminals.PseudoTerminalTests", 20)]
    [InlineData("Platform.Processes.WindowsChildTests", 6)]
    [InlineData("Secrets.WindowsCredentialStoreTests", 9)]
    [InlineData("Login.LoginDriverTests", 6)]
    [InlineData("Platform.Notifications.WindowsNotifierTests", 3)]
    public async Task Pass_as_Windows_code(string name, int least)
    {
        var program = new WindowsTestProgram(machine.Prefix, WineMachine.CoreTests, CoreSuiteTests.LeftOut);

        ClassResult result = await program.RunAsync($"Keepalive.Core.Tests.{name}", Attempts);

        Assert.True(result.Failures.Count == 0, string.Join('\n', result.Failures));
        Assert.True(result.Passed >= least, $"Only {result.Passed} ran.");
        TestContext.Current.TestOutputHelper?.WriteLine($"{result.Passed} passed, {result.Skipped} skipped, {result.BrokenRuns} runs that Wine broke were repeated.");
    }
}
