using Keepalive.Login;

namespace Keepalive.Core.Tests.Login;

/// <summary>Whether a prompt that comes again says that the answer was wrong.</summary>
public sealed class RepeatedPromptTests
{
    private const string Saml2Aws = "saml2aws";
    private const string Gimme = "gimme-aws-creds";

    [Theory]
    [InlineData("Code accepted\r\n", "? Security Token [000000] ", null)]
    [InlineData("", "? Enter passcode ", null)]
    [InlineData("Now for the next factor\r\n", "? Security Token [000000] ", null)]
    [InlineData("", "? Security Token [000000] ", "MfaCodeRejected")]
    [InlineData("Verifying ...\r\n", "? Security Token [000000] ", "MfaCodeRejected")]
    [InlineData("That was not right, try again\r\n", "? Enter passcode ", "MfaCodeRejected")]
    [InlineData("Could not be verified\r\n", "? Security Token [000000] ", "MfaCodeRejected")]
    public void A_second_code_after_a_good_one_is_another_question(string between, string prompt, string? failure)
    {
        Rehearsal run = Rehearsal.Of(Saml2Aws, "? Security Token [000000] ", "\r\n", between, prompt);

        Assert.Equal(failure, run.Failure);
        Assert.Equal(failure is null ? 2 : 1, run.Moves.OfType<AnswerMove>().Count());
    }

    [Theory]
    [InlineData("Logged in, account 2 of 2\r\n", null)]
    [InlineData("Authenticating as me ...\r\n", "LoginPasswordRejected")]
    [InlineData("Signing in to 123456789012\r\n", "LoginPasswordRejected")]
    [InlineData("Not successful\r\n", "LoginPasswordRejected")]
    public void A_second_password_is_typed_only_where_the_first_was_taken(string between, string? failure) =>
        Assert.Equal(failure, Rehearsal.Of(Saml2Aws, "? Password ", "\r\n", between, "? Password ").Failure);

    [Fact]
    public void A_code_behind_the_password_proves_that_it_was_taken() =>
        Assert.Null(Rehearsal.Of(Saml2Aws, "? Password ", "\r\n", "? Enter passcode ", "\r\nassuming role one\r\n", "? Password ").Failure);

    [Fact]
    public void A_name_that_is_asked_for_again_behind_the_password_means_that_the_password_was_wrong() =>
        Assert.Equal("LoginPasswordRejected", Rehearsal.Of(Gimme, "Username: ", "me\r\n", "Okta Password for me: ", "\r\n", "Username: ").Failure);

    [Fact]
    public void No_class_is_answered_more_than_three_times() => Assert.Equal(
        "MfaCodeRejected", Rehearsal.Of(Saml2Aws, [.. Enumerable.Repeat("? Enter passcode |\r\nCode accepted\r\n", 4).SelectMany(text => text.Split('|'))]).Failure);

    [Fact]
    public void Another_list_below_the_same_question_is_another_choice()
    {
        const string Ask = "Selections (comma separated): ";
        Assert.Null(Rehearsal.Of(Gimme, "[0] role/Admin\r\n", Ask, "0\r\n[0] role/Admin\r\n[1] role/Other\r\n", Ask).Failure);
        Assert.Equal("LoginRoleNotFound", Rehearsal.Of(Gimme, "[0] role/Admin\r\n", Ask, "0\r\n[0] role/Admin\r\n", Ask).Failure);
    }

    [Theory]
    [InlineData("? Password", false)]
    [InlineData("? Password ", true)]
    public void Nothing_counts_before_the_tool_waits_there(string tail, bool isAsked)
    {
        var matcher = new PromptMatcher(new RecipeBook(document: null, "").Find(Saml2Aws), new RecipeValues("work"));
        matcher.Look(new(1, "? Password "), []);

        Assert.Equal(isAsked, matcher.Look(new(2, tail), [], (_, _, _) => isAsked).OfType<FailureMove>().Any());
    }
}
