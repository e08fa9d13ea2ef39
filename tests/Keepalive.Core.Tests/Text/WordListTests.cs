namespace Keepalive.Core.Tests.Text;

public sealed class WordListTests
{
    [Theory]
    [InlineData("", "", "")]
    [InlineData("a", "a", "a")]
    [InlineData("a b", "a and b", "a or b")]
    [InlineData("a b c", "a, b and c", "a, b or c")]
    public void Names_are_joined_as_in_a_sentence(string names, string and, string or)
    {
        string[] all = names.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(and, WordList.And(all));
        Assert.Equal(or, WordList.Or(all));
    }

    [Theory]
    [InlineData("'work'", "profile is 'work'")]
    [InlineData("'work' 'test'", "profiles are 'work' and 'test'")]
    public void The_noun_fits_the_number_of_names(string names, string words) => Assert.Equal(words, WordList.Are("profile", names.Split(' ')));

    [Theory]
    [InlineData(0, "no line")]
    [InlineData(1, "1 line")]
    [InlineData(2, "2 lines")]
    public void The_noun_fits_the_number(int number, string words) => Assert.Equal(words, WordList.Count(number, "line"));
}
