using Keepalive.ModuleTests;

namespace Keepalive.Wine.Tests;

/// <summary>The table must neither hide another failure nor outlive its reason.</summary>
public sealed class WineLimitsTests
{
    private const string File = "PowerShellProfile.Tests.ps1";

    private static readonly PesterFailure[] s_known = [.. WineLimits.Tests.Where(limit => limit.File == File).Select(limit => new PesterFailure(limit.Name, "no match"))];

    [Fact]
    public void The_listed_failures_are_no_problem() => Assert.Empty(WineLimits.Problems(File, Outcome(s_known)));

    [Fact]
    public void A_failure_whose_name_only_begins_like_a_listed_one_is_a_problem() =>
        Assert.Single(WineLimits.Problems(File, Outcome([.. s_known, new PesterFailure(s_known[0].Name + " and more", "broken")])));

    [Fact]
    public void A_listed_test_that_did_not_fail_is_a_problem() => Assert.Single(WineLimits.Problems(File, Outcome(s_known[1..])));

    [Fact]
    public void A_listed_name_in_another_file_is_a_problem() => Assert.Single(WineLimits.Problems("Errors.Tests.ps1", Outcome(s_known[..1])));

    [Fact]
    public void A_file_in_which_nothing_ran_is_a_problem_unless_each_test_says_why()
    {
        Assert.Single(WineLimits.Problems("Errors.Tests.ps1", new PesterOutcome(0, 0, 0, 0, [])));
        Assert.Single(WineLimits.Problems("Errors.Tests.ps1", new PesterOutcome(0, 0, 1, 1, [], [new PesterSkip("x", null)])));
        Assert.Empty(WineLimits.Problems("Errors.Tests.ps1", new PesterOutcome(0, 0, 1, 1, [], [new PesterSkip("x", "no sh")])));
    }

    private static PesterOutcome Outcome(PesterFailure[] failures) => new(3, failures.Length, 0, 3 + failures.Length, failures);
}
