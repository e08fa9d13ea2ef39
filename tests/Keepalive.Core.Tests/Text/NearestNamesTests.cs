namespace Keepalive.Core.Tests.Text;

public sealed class NearestNamesTests
{
    [Theory]
    [InlineData("prod", "prdo")]
    [InlineData("prod", "PROD")]
    [InlineData("prod", "prodx1")]
    [InlineData("team", "the-whole-team-of-three")]
    public void A_slip_and_a_part_are_near(string name, string candidate) => Assert.Equal([candidate], NearestNames.Of(name, [candidate]));

    [Theory]
    [InlineData("prod", "prodxyz-else", true)]
    [InlineData("ab", "xxxabxxxxx", false)]
    [InlineData("prod", "pwxyz", false)]
    public void A_part_of_two_letters_says_nothing(string name, string candidate, bool isNear) =>
        Assert.Equal(isNear, NearestNames.Of(name, [candidate]).Count == 1);

    [Fact]
    public void Three_at_most_are_named_the_nearest_first() =>
        Assert.Equal(["team", "team1", "team12"], NearestNames.Of("team", ["team12", "team-1-2-3", "team1", "my-team-too", "team"]));
}
