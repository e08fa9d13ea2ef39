using Keepalive.Desktop.Companion;
using Keepalive.Errors;

namespace Keepalive.Desktop.Tests;

/// <summary>The module can't know Core's table; it has the same words for its own conditions.</summary>
public sealed class CompanionErrorTests
{
    private static readonly CompanionException[] s_all =
    [
        CompanionException.NotFound("win-x64"), CompanionException.NotStarted("claude-aws", "x"), CompanionException.Outdated("claude-aws", "1.0"), CompanionException.Failed("claude-aws", 1, string.Empty),
    ];

    [Fact]
    public void Each_code_stands_in_the_table() => Assert.All(s_all, static error => Assert.NotNull(KeepaliveErrorCode.Find(error.Code)));

    [Fact]
    public void Each_code_of_the_table_for_the_companion_is_one_of_the_module() => Assert.Equal(
        KeepaliveErrorCode.Conditions.Select(static condition => condition.Code).Where(static code => code.StartsWith("Companion", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
        s_all.Select(static error => error.Code).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void The_categories_are_those_of_the_table() =>
        Assert.All(s_all, static error => Assert.Equal(KeepaliveErrorCode.Find(error.Code)!.Category.ToString(), error.Category));

    [Fact]
    public void Each_has_a_next_step() => Assert.All(s_all, static error => Assert.EndsWith(".", error.Advice, StringComparison.Ordinal));
}
