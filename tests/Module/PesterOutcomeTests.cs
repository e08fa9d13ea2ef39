namespace Keepalive.ModuleTests;

public sealed class PesterOutcomeTests
{
    [Theory]
    [InlineData(3, 0, true)]
    [InlineData(3, 1, false)]
    [InlineData(0, 0, false)]
    public void A_file_succeeds_by_tests_that_passed(int passed, int failed, bool expected) =>
        Assert.Equal(expected, new PesterOutcome(passed, failed, 0, passed + failed, []).Succeeded);

    [Fact]
    public void A_block_that_failed_is_a_failure_though_its_tests_passed() =>
        Assert.False(new PesterOutcome(3, 0, 0, 3, [new PesterFailure("block X", "BeforeAll")]).Succeeded);

    [Theory]
    [InlineData("it is not Windows", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_file_of_which_nothing_ran_succeeds_by_its_reasons_alone(string? reason, bool expected)
    {
        PesterSkip[] skips = [new("one", "it is not Windows"), new("two", reason)];

        Assert.Equal(expected, new PesterOutcome(0, 0, 2, 2, [], skips).Succeeded);
        Assert.False(new PesterOutcome(0, 0, 2, 2, []).Succeeded);
        Assert.False(new PesterOutcome(0, 0, 3, 3, [], skips).Succeeded);
    }

    [Fact]
    public void Reasons_are_told_with_the_tests_that_they_concern()
    {
        var outcome = new PesterOutcome(1, 0, 3, 4, [], [new("one", "no Sandbox"), new("two", null), new("three", "no Sandbox")]);

        Assert.Equal("1 passed, 0 failed, 3 skipped of 4\n  skipped (no Sandbox): one, three\n  skipped (no reason is given): two", outcome.Summary);
    }
}
