using Keepalive.Login;
using Keepalive.Platform.Jsonc;
using Keepalive.Platform.Terminals;

namespace Keepalive.Core.Tests.Login;

public sealed class PromptMatcherTests
{
    private readonly PromptMatcher _matcher = new(Recipe("""
        [
          { "name": "number", "match": "number (?<number>[0-9]+)", "notify": "Tap ${number}" },
          { "name": "password", "match": "^Password: $", "sendSecret": true },
          { "name": "asks instead", "match": "^Code: $", "after": "^Push sent", "failure": "MfaDenied" },
          { "name": "code", "match": "^Code: $", "sendTotp": true },
          { "name": "first list", "match": "^Selection: $", "after": "^Pick a fruit", "choose": "number" },
          { "name": "second list", "match": "^Selection: $", "after": "^Pick a role", "choose": "number" },
          { "name": "denied", "match": "denied", "failure": "MfaDenied" },
          { "name": "done", "match": "^done", "success": true },
        ]
        """), new RecipeValues("work"));

    [Fact]
    public void A_repaint_in_the_same_row_is_no_second_question()
    {
        Assert.IsType<AnswerMove>(Assert.Single(Look(5, "Password: ")));
        Assert.Empty(Look(5, "Password: "));
        Assert.Empty(Look(5, "Password: ", Row(5, "Password: ***")));
        Assert.Equal("LoginPasswordRejected", Assert.IsType<FailureMove>(Assert.Single(Look(6, "Password: "))).Code);
    }

    [Fact]
    public void A_second_question_for_a_code_means_that_it_was_not_taken()
    {
        Look(1, "Code: ");
        Assert.Equal("MfaCodeRejected", Assert.IsType<FailureMove>(Assert.Single(Look(2, "Code: "))).Code);
    }

    [Fact]
    public void A_question_may_be_how_a_tool_shows_a_failure()
    {
        FailureMove failure = Assert.IsType<FailureMove>(Assert.Single(Look(3, "Code: ", Row(1, "Push sent"), Row(2, "Code: is what this row begins with"))));
        Assert.Equal(("asks instead", "MfaDenied"), (failure.Rule!.Name, failure.Code));
    }

    [Fact]
    public void The_same_question_below_another_list_is_another_one()
    {
        Assert.Equal("first list", Assert.Single(Look(3, "Selection: ", Row(1, "Pick a fruit"), Row(2, "[0] apple"))).Rule!.Name);
        AnswerMove second = Assert.IsType<AnswerMove>(Assert.Single(Look(6, "Selection: ", Row(3, "Selection: 0"), Row(4, "Pick a role:"), Row(5, "[0] Admin"))));
        Assert.Equal("second list", second.Rule.Name);
        Assert.Equal(["Pick a role:", "[0] Admin"], second.Before);
    }

    [Fact]
    public void A_question_without_its_list_is_no_rules_business()
    {
        Assert.Empty(Look(1, "Selection: "));
        Assert.False(_matcher.Knows(new TerminalRow(1, "Selection: ")));
    }

    [Fact]
    public void A_number_in_a_row_without_end_is_told_once_it_is_whole()
    {
        Assert.Empty(Look(1, "| number 4"));
        Assert.Empty(Look(1, "| number 42"));
        Assert.Equal("Tap 42", Assert.IsType<TellMove>(Assert.Single(Look(1, "/ number 42"))).Message);
        Assert.Empty(Look(1, "- number 42"));
        Assert.Empty(Look(2, "", Row(1, "number 42")));
    }

    [Fact]
    public void Nothing_is_answered_once_a_failure_is_known()
    {
        Assert.IsType<FailureMove>(Assert.Single(Look(2, "Password: ", Row(1, "access denied"))));
    }

    [Fact]
    public void What_waits_in_a_row_that_was_answered_is_no_riddle()
    {
        Look(1, "Password: ");
        Assert.True(_matcher.Knows(new TerminalRow(1, "Password: ")));
        Assert.True(_matcher.Knows(new TerminalRow(2, "")));
        Assert.False(_matcher.Knows(new TerminalRow(2, "Favourite colour: ")));
    }

    [Fact]
    public void The_last_row_of_a_tool_needs_no_end()
    {
        Assert.IsType<FailureMove>(Assert.Single(_matcher.LookAtEnd(new TerminalRow(1, "denied"))));
        Assert.Empty(_matcher.LookAtEnd(new TerminalRow(2, "Password: ")));
    }

    [Fact]
    public void A_pattern_that_would_never_end_is_given_up()
    {
        var matcher = new PromptMatcher(Recipe("""[{ "name": "trap", "match": "^(a+)+(?=b)$", "success": true }]"""), new RecipeValues("work"));
        Assert.Empty(matcher.Look(new TerminalRow(2, ""), [Row(1, new string('a', 60))]));
    }

    private static Recipe Recipe(string rules)
    {
        JsoncDocument document = JsoncDocument.Parse(System.Text.Encoding.UTF8.GetBytes($$"""{ "rules": {{rules}} }"""));
        return new RecipeReader(document, "a test", _ => null).Read("mine", document.Root!);
    }

    private static TerminalRow Row(long number, string text) => new(number, text);

    private IReadOnlyList<PromptMove> Look(long number, string tail, params TerminalRow[] completed) => _matcher.Look(new TerminalRow(number, tail), completed);
}
