using Keepalive.Wine.Tests.Support;

namespace Keepalive.Wine.Tests;

/// <summary>
/// What Keepalive.Core.Tests knows, as Windows code. Class by class, each in a process of its own: Wine 8 at times breaks
/// the runtime while it collects garbage or unwinds exceptions, the more likely the longer a process runs.
/// </summary>
public sealed class CoreSuiteTests(WineMachine machine)
{
    private const int Attempts = 3;

    /// <summary>Half of what there was when this was written: a filter that has come to match too much is noticed, a test that was taken out is not.</summary>
    private const int Least = 1500;

    /// <summary>What can't run here: runner options, each with its reason.</summary>
    internal static readonly string[] LeftOut =
    [
        // Read the sources and pages of the repository, which are not on this Windows.
        "-namespace-", "Keepalive.Core.Tests.Architecture",
        "-class-", "Keepalive.Core.Tests.Diagnostics.DiagnosticPageTests",
        "-class-", "Keepalive.Core.Tests.Configuration.NoCopyingTests",
        "-method-", "Keepalive.Core.Tests.Configuration.PolicyFileTests.The_real_policy_stands_where_only_an_administrator_writes_whatever_the_variables_say",
        "-method-", "Keepalive.Core.Tests.Credentials.SecrecyTests.No_error_is_given_the_text_of_a_secret",

        // Passes, but makes and deletes a home for every byte of a file: 20 to 60 s here, and nothing of Windows' own in it.
        "-method-", "Keepalive.Core.Tests.Aws.Profiles.TornReadTests.No_beginning_of_a_file_gives_anything_but_its_whole_key",

        // Certificates need RSA or ECDSA, which Wine 8 does not have.
        "-namespace-", "Keepalive.Core.Tests.Aws.Network",

        // Hundreds of rounds of a hundred contenders: minutes here, and the locks themselves have their own tests.
        "-class-", "Keepalive.Core.Tests.IdentityCenter.ContentionTests",

        // Nothing of Windows has started the process here, so that it has no caller.
        "-method-", "Keepalive.Core.Tests.Platform.Processes.CallingProcessTests.It_started_before_us_and_is_no_shell",
        "-class-", "Keepalive.Core.Tests.Sessions.HandedOutKeysTests",

        // Unix alone; a dozen skips are as many exceptions, and those are what breaks the runtime.
        "-class-", "Keepalive.Core.Tests.Platform.Terminals.UnixPseudoTerminalTests",
        "-class-", "Keepalive.Core.Tests.Platform.Terminals.TerminalLeakTests",
        "-class-", "Keepalive.Core.Tests.ClaudeCode.Installation.CommandTrialTests",
        "-class-", "Keepalive.Core.Tests.Platform.Processes.UnixChildTests",
        "-class-", "Keepalive.Core.Tests.Platform.Processes.HangUpTests",
        "-method-", "Keepalive.Core.Tests.Configuration.PolicyFileTests.So_does_one_that_others_may_write_to",

        // Hundreds of dialogues at a second or two each; AutoLoginTests has some.
        "-class-", "Keepalive.Core.Tests.Login.LoginDialogueTests",
        "-class-", "Keepalive.Core.Tests.Login.FailedLoginDialogueTests",
        "-class-", "Keepalive.Core.Tests.Login.LoginResourceTests",

        // Wine's console paints 50,000 rows one by one: minutes.
        "-method-", "Keepalive.Core.Tests.Login.LoginDriverTests.A_flood_of_output_is_read_past_and_the_transcript_stays_small",
    ];

    [Fact]
    public async Task Every_test_of_the_Core_passes_as_Windows_code()
    {
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("KEEPALIVE_WINE_CORE") == "1", "KEEPALIVE_WINE_CORE=1 runs the whole Core suite under Wine: two minutes and more");
        var program = new WindowsTestProgram(machine.Prefix, WineMachine.CoreTests, LeftOut);
        var results = new List<ClassResult>();
        foreach (string name in await program.ClassesAsync())
        {
            results.Add(await program.RunAsync(name, Attempts));
        }

        string[] failures = [.. results.SelectMany(result => result.Failures)];
        Assert.True(failures.Length == 0, string.Join('\n', failures));
        Assert.DoesNotContain(results, result => result.Passed + result.Skipped == 0);
        int passed = results.Sum(result => result.Passed);
        Assert.True(passed >= Least, $"Only {passed} passed, of at least {Least}.");
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{results.Count} classes: {results.Sum(result => result.Passed)} passed, {results.Sum(result => result.Skipped)} skipped; "
            + $"{results.Sum(result => result.BrokenRuns)} runs that Wine broke were repeated.");
    }
}
