using Keepalive.Login;

namespace Keepalive.Core.Tests.Login;

/// <summary>The dialogues that fail. Beside those that end well: both take a minute, most of it in waiting.</summary>
public sealed class FailedLoginDialogueTests : IDisposable
{
    private readonly LoginStage _stage = new();

    [Theory]
    [MemberData(nameof(LoginDialogues.Failures), MemberType = typeof(LoginDialogues))]
    public async Task Each_way_to_fail_has_its_name_and_costs_one_try(string tool, string outcome, string style, string code)
    {
        if (outcome is "wrong-password" or "password-again")
        {
            _stage.Answers = new FixedAnswers("something else");
        }

        LoginRun run = await _stage.RunAsync(tool, outcome, style);

        Assert.Equal(code, run.Failure?.Code);
        Assert.False(File.Exists(_stage.Credentials));
        Assert.True(_stage.Answers.Asked <= 1);
        _stage.AssertNothingSecretIsKept();
    }

    [Fact]
    public void No_rule_of_a_recipe_that_fails_a_login_is_left_out()
    {
        foreach (string tool in RecipeBook.BuiltIn)
        {
            string[] codes = [.. new RecipeBook(document: null, "").Find(tool).Rules.Where(rule => rule.Action == RecipeAction.Failure).Select(rule => rule.Text).Distinct().Order()];
            Assert.Empty(codes.Except(LoginDialogues.CodesOf(tool)));
        }
    }

    public void Dispose() => _stage.Dispose();
}
