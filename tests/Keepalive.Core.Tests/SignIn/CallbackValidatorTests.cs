using Keepalive.SignIn;

namespace Keepalive.Core.Tests.SignIn;

/// <summary>Without sockets; what a browser gets to see is in <see cref="LoopbackListenerTests"/>.</summary>
public sealed class CallbackJudgeTests
{
    private readonly CallbackValidator _judge = new("good");

    [Theory]
    [InlineData("code=a&state=good")]
    [InlineData("state=good&code=a&more=b")]
    [InlineData("state=%67ood&%63ode=%61")]
    [InlineData("&code=a&&state=good&")]
    [InlineData("code=a&state=good&error=")]
    public void The_answer_is_taken_once(string query)
    {
        Assert.Equal("a", Judge(query)?.Code);
        Assert.Null(Judge(query));
    }

    [Theory]
    [InlineData("code=a&code=b&state=good")]
    [InlineData("code=a&code=a&state=good")]
    [InlineData("code=a&state=good&state=good")]
    [InlineData("code=a&state=good&state=bad")]
    [InlineData("code=a&state=bad&state=good")]
    [InlineData("error=access_denied&error=access_denied&state=good")]
    [InlineData("code=a&state=good&more=b&more=c")]
    [InlineData("code=a&state=good&%63ode=b")]
    [InlineData("code=a&state=good&code")]
    public void One_with_a_parameter_that_stands_twice_is_not_and_the_next_still_may_be(string query)
    {
        Assert.Null(Judge(query));
        Assert.Equal("a", Judge("code=a&state=good")?.Code);
    }

    [Theory]
    [InlineData("code=a")]
    [InlineData("code=a&state=")]
    [InlineData("code=a&state=Good")]
    [InlineData("code=a&state=good%20")]
    [InlineData("code=a&State=good")]
    [InlineData("state=good")]
    [InlineData("code=&state=good")]
    [InlineData("code=a&error=b&state=good")]
    public void Whatever_names_not_this_state_or_no_one_answer_changes_nothing(string query)
    {
        Assert.Null(Judge(query));
        Assert.NotNull(Judge("error=access_denied&state=good"));
    }

    [Fact]
    public void A_code_is_not_shown_as_text() => Assert.DoesNotContain("secret", $"{Judge("code=secret&state=good")}", StringComparison.Ordinal);

    private CallbackAnswer? Judge(string query) => _judge.Judge($"{CallbackValidator.Path}?{query}").Answer;
}
