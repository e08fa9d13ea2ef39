using System.Text;
using Keepalive.Core.Tests.Platform.Processes;
using Keepalive.Login;

namespace Keepalive.Core.Tests.Login;

/// <summary>No secret is typed where a person would see it, or into a field that is no prompt for it.</summary>
[Collection("Logins")]
public sealed class ShownSecretTests : IDisposable
{
    private readonly LoginStage _stage = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_password_is_not_typed_while_the_tool_shows_what_is_typed()
    {
        LoginRun run = await RunAsync(isEchoOff: false, "Choose a hint for your Password ", "Password $");

        Assert.Equal(KeepaliveErrorCode.LoginPromptUnknown, run.Failure?.Code);
        Assert.Contains("would show the secret", run.Failure!.Message, StringComparison.Ordinal);
        Assert.Equal(0, _stage.Answers.Asked);
    }

    [Fact]
    public async Task A_real_tool_that_shows_what_is_typed_gets_no_password()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there nobody can tell of the echo");
        Recipe recipe = Recipe("Password $") with { Command = [[DummyProgram.Path, "at-terminal", "ask", "Choose a hint for your Password ", LoginStage.Password]] };

        LoginRun run = await _stage.RunAsync(recipe, Token, TimeSpan.FromMilliseconds(400));

        Assert.Equal(KeepaliveErrorCode.LoginPromptUnknown, run.Failure?.Code);
        Assert.Equal(0, _stage.Answers.Asked);
    }

    [Fact]
    public async Task It_is_where_the_rule_says_so()
    {
        var terminal = new SilentTerminal("Password ", isEchoOff: false);
        Recipe recipe = Recipe("Password $");

        await RunAsync(terminal, recipe with { Rules = [recipe.Rules[0] with { IsEchoed = true }] });

        Assert.Equal(LoginStage.Password + "\r", Encoding.UTF8.GetString(terminal.Typed.ToArray()));
    }

    [Theory]
    [InlineData("Choose a hint for your Password: ", "Password: $", false)]
    [InlineData("Password: ", "^Password: $", true)]
    [InlineData("? Password ", "^\\? Password\\s*$", true)]
    [InlineData("2026/11/29 10:00:00 Password: ", "^Password: $", true)]
    [InlineData("Password of 12 letters ", "^Password.*$", false)]
    public async Task Where_nobody_can_tell_of_the_echo_the_rule_has_to_fit_the_whole_question(string row, string pattern, bool isTyped)
    {
        var terminal = new SilentTerminal(row, isEchoOff: null);

        await RunAsync(terminal, Recipe(pattern));

        Assert.Equal(isTyped ? LoginStage.Password + "\r" : string.Empty, Encoding.UTF8.GetString(terminal.Typed.ToArray()));
    }

    [Fact]
    public void The_product_s_own_patterns_for_secrets_fit_whole_rows() => Assert.All(
        RecipeBook.BuiltIn.SelectMany(name => new RecipeBook(document: null, "").Find(name).Rules).Where(rule => rule.Action is RecipeAction.SendSecret or RecipeAction.SendTotp),
        rule => Assert.Matches(@"^\^.*\$$", rule.Match.ToString()));

    public void Dispose() => _stage.Dispose();

    private static Recipe Recipe(string pattern) => new RecipeBook(document: null, "").Find("saml2aws") with
    {
        Rules = [new RecipeRule { Name = "password", Match = RecipePattern.Compile(pattern), Action = RecipeAction.SendSecret }],
        Limit = TimeSpan.FromSeconds(2),
    };

    private Task<LoginRun> RunAsync(bool? isEchoOff, string row, string pattern) => RunAsync(new SilentTerminal(row, isEchoOff), Recipe(pattern));

    private async Task<LoginRun> RunAsync(SilentTerminal terminal, Recipe recipe)
    {
        using var redaction = new Redaction();
        var transcript = new Transcript(_stage.TranscriptFile, redaction, TimeProvider.System);
        return await new LoginDriver(recipe, new RecipeValues("work"), _stage.Answers, transcript, redaction, TimeProvider.System)
        {
            Patience = TimeSpan.FromMilliseconds(400),
            Start = (_, _) => terminal.Begin(),
        }.RunAsync(new Progress<LoginNotice>(), Token);
    }
}
