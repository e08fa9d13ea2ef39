using Keepalive.Core.Tests.Platform.Processes;
using Keepalive.Login;

namespace Keepalive.Core.Tests.Login;

/// <summary>Tools that misbehave at a real terminal.</summary>
[Collection("Logins")]
public sealed class LoginDriverTests : IDisposable
{
    private readonly LoginStage _stage = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_question_that_no_rule_knows_ends_the_tool_and_is_shown()
    {
        LoginRun run = await _stage.RunAsync(_stage.Tool("saml2aws", "riddle"), Token, TimeSpan.FromMilliseconds(200));

        Assert.Equal(KeepaliveErrorCode.LoginPromptUnknown, run.Failure?.Code);
        Assert.Contains("Favourite colour:", run.Failure!.Message, StringComparison.Ordinal);
        Assert.Contains("prompt 0 Favourite colour:", await File.ReadAllTextAsync(_stage.TranscriptFile, Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tool_that_dies_early_is_told_with_its_last_row_and_no_key()
    {
        LoginRun run = await _stage.RunAsync("saml2aws", "die");

        Assert.Equal(KeepaliveErrorCode.LoginToolFailed, run.Failure?.Code);
        Assert.Contains("KeyError: '(redacted)'", run.Failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tool_that_takes_too_long_is_ended()
    {
        LoginRun run = await _stage.RunAsync(_stage.Tool("saml2aws", "hang") with { Limit = TimeSpan.FromSeconds(2) }, Token);

        Assert.Equal(KeepaliveErrorCode.LoginToolTimedOut, run.Failure?.Code);
    }

    [Fact]
    public async Task A_tool_that_ignores_interrupts_is_gone_with_what_it_started_once_the_caller_has_ended_it()
    {
        using var pids = new ProcessIdFile();
        Recipe recipe = new RecipeBook(document: null, "").Find("saml2aws") with
        {
            Command = [[DummyProgram.Path, "spawn", pids.Path, "hang-ignoring-int"]],
        };
        using var caller = new CancellationTokenSource();
        Task<LoginRun> running = _stage.RunAsync(recipe, caller.Token);
        int[] processes = await pids.ReadAsync(2);

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.All(processes, id => Assert.True(DummyProgram.IsGone(id)));
    }

    [Fact]
    public async Task A_flood_of_output_is_read_past_and_the_transcript_stays_small()
    {
        LoginRun run = await _stage.RunAsync("gimme-aws-creds", "flood");

        Assert.Null(run.Failure);
        Assert.True(new FileInfo(_stage.TranscriptFile).Length < 200_000);
        Assert.Contains("rows are left out", await File.ReadAllTextAsync(_stage.TranscriptFile, Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tool_that_is_not_there_is_named()
    {
        Recipe recipe = new RecipeBook(document: null, "").Find("saml2aws") with { Command = [["no-such-tool-anywhere"]] };

        KeepaliveException exception = await Assert.ThrowsAsync<KeepaliveException>(() => _stage.RunAsync(recipe, Token));

        Assert.Equal((KeepaliveErrorCode.LoginToolNotStarted, "saml2aws"), (exception.Code, exception.Target));
    }

    [Fact]
    public async Task A_password_that_is_not_stored_ends_the_tool_with_that()
    {
        LoginRun run = await _stage.RunAsync(_stage.Tool("gimme-aws-creds", "ok"), Token, answers: new NoAnswers());

        Assert.Equal(KeepaliveErrorCode.SecretNotFound, run.Failure?.Code);
    }

    [Fact]
    public async Task A_tool_that_asks_where_the_cursor_stands_is_typed_nothing_together_with_the_reply()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there the console answers, not we");
        const string Password = "Really Rich in the letter R";
        Recipe recipe = new RecipeBook(document: null, "").Find("saml2aws") with
        {
            Command = [[DummyProgram.Path, "at-terminal", "ask-where-before", "me", Password]],
            Rules =
            [
                new RecipeRule { Name = "name", Match = RecipePattern.Compile("^Name: $"), Action = RecipeAction.Send, Text = "me" },
                new RecipeRule { Name = "password", Match = RecipePattern.Compile("^Password: $"), Action = RecipeAction.SendSecret },
            ],
            Limit = TimeSpan.FromSeconds(20),
        };

        Assert.Null((await _stage.RunAsync(recipe, Token, answers: new FixedAnswers(Password, LoginStage.Code))).Failure);
    }

    [Fact]
    public async Task A_number_is_shown_that_is_like_the_beginning_of_the_password_in_hexadecimal_digits()
    {
        const string Password = "Battery staple"; // B is 42.
        Recipe recipe = _stage.Tool("gimme-aws-creds", "ok") with
        {
            Command = [[DummyProgram.Path, "at-terminal", "login-tool", "gimme-aws-creds", "ok", "Plain", DummyProgram.HashOf(Password), _stage.Credentials]],
        };

        LoginRun run = await _stage.RunAsync(recipe, Token, answers: new FixedAnswers(Password, LoginStage.Code));

        Assert.Null(run.Failure);
        Assert.Contains("42", _stage.Told);
    }

    public void Dispose() => _stage.Dispose();

    private sealed class NoAnswers : ILoginAnswers
    {
        public Task<Secret> PasswordAsync(CancellationToken cancellationToken) => throw KeepaliveErrors.SecretNotFound("password of profile 'work'", "a test");

        public Task<Secret> CodeAsync(CancellationToken cancellationToken) => throw new InvalidOperationException();
    }
}
