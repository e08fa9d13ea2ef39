namespace Keepalive.Core.Tests.Text;

public sealed class ArticleTests
{
    [Theory]
    [InlineData(null, "an answer")]
    [InlineData("", "an answer")]
    [InlineData("answer", "an answer")]
    [InlineData("code", "a code")]
    [InlineData("password", "a password")]
    [InlineData("choice", "a choice")]
    [InlineData("option", "an option")]
    public void A_noun_has_its_article(string? noun, string expected) => Assert.Equal(expected, Article.With(noun));
}
