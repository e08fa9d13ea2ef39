using Keepalive.Core.Tests.Platform.Processes;
using Keepalive.Login;
using Keepalive.Prompts;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Login;

/// <summary>A login tool at a real terminal asks for an answer that is neither stored nor set: a person gives it.</summary>
[Collection("Logins")]
public sealed class AskedLoginTests : IDisposable
{
    private readonly LoginStage _stage = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_password_and_a_code_that_no_store_has_are_asked_for_and_typed()
    {
        ScriptedPerson person = Person(LoginStage.Password, LoginStage.Code);

        LoginRun run = await _stage.RunAsync(_stage.Tool("gimme-aws-creds", "code"), Token, answers: new NoAnswers());

        Assert.Null(run.Failure);
        Assert.True(File.Exists(_stage.Credentials));
        Assert.Equal([QuestionKind.Secret, QuestionKind.OneTimeCode], person.Questions.Select(question => question.Kind));
        Assert.All(person.Questions, question => Assert.Equal(("gimme-aws-creds", "work"), (question.Tool, question.Profile)));
        Assert.StartsWith("Okta Password for", person.Questions[0].Words, StringComparison.Ordinal);
        _stage.AssertNothingSecretIsKept();
    }

    [Fact]
    public async Task A_password_that_the_person_mistyped_is_asked_for_again_with_the_reason()
    {
        ScriptedPerson person = Person("a wrong one", LoginStage.Password);

        LoginRun run = await _stage.RunAsync(_stage.Tool("gimme-aws-creds", "password-again"), Token, answers: new NoAnswers());

        Assert.Null(run.Failure);
        Assert.Null(person.Questions[0].Complaint);
        Assert.Equal("The tool did not accept the last answer.", person.Questions[1].Complaint);
    }

    [Fact]
    public async Task A_stored_password_that_was_refused_is_never_replaced_by_a_question()
    {
        ScriptedPerson person = Person(LoginStage.Password);

        LoginRun run = await _stage.RunAsync(_stage.Tool("gimme-aws-creds", "password-again"), Token, answers: new FixedAnswers("a wrong one"));

        Assert.Equal(KeepaliveErrorCode.LoginPasswordRejected, run.Failure?.Code);
        Assert.Empty(person.Questions);
    }

    [Fact]
    public async Task A_question_that_no_rule_knows_is_asked_with_the_last_rows_of_the_tool()
    {
        ScriptedPerson person = Person("blue");

        LoginRun run = await _stage.RunAsync(_stage.Tool("saml2aws", "riddle"), Token, TimeSpan.FromMilliseconds(200));

        Assert.Null(run.Failure);
        Question asked = Assert.Single(person.Questions);
        Assert.Equal((OperatingSystem.IsWindows() ? QuestionKind.Secret : QuestionKind.Text, "Favourite colour:"), (asked.Kind, asked.Words));
        Assert.Equal("Favourite colour:", asked.Rows[^1]);
        Assert.Contains("did ask (no rule): ", await File.ReadAllTextAsync(_stage.TranscriptFile, Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("saml2aws")]
    [InlineData("aws-google-auth")]
    public async Task A_role_that_is_not_set_is_chosen_by_the_person(string tool)
    {
        _stage.Role = null;
        _stage.Person = new ChoosingPerson(question => question.Options.First(option => option.EndsWith("/Admin", StringComparison.Ordinal) || option.EndsWith("/ Admin", StringComparison.Ordinal)));

        LoginRun run = await _stage.RunAsync(_stage.Tool(tool, "ok"), Token);

        Assert.Null(run.Failure);
        Assert.True(File.Exists(_stage.Credentials));
    }

    [Fact]
    public async Task A_tool_that_ends_while_the_person_is_asked_withdraws_the_question()
    {
        ScriptedPerson person = Person();
        Recipe recipe = new RecipeBook(document: null, "").Find("saml2aws") with
        {
            Command = [[DummyProgram.Path, "at-terminal", "ask-and-leave", "Code: "]],
            Rules = [new RecipeRule { Name = "code", Match = RecipePattern.Compile("^Code: $"), Action = RecipeAction.Ask, Text = "code" }],
            Limit = TimeSpan.FromSeconds(60),
        };

        LoginRun run = await _stage.RunAsync(recipe, Token);

        Assert.Equal(KeepaliveErrorCode.LoginToolFailed, run.Failure?.Code);
        Assert.NotNull(person.Withdrawn);
    }

    [Fact]
    public async Task A_question_that_counts_its_seconds_down_is_asked_too()
    {
        ScriptedPerson person = Person("blue");
        Recipe recipe = new RecipeBook(document: null, "").Find("saml2aws") with
        {
            Command = [[DummyProgram.Path, "at-terminal", "ask-counting", "blue"]],
            Limit = TimeSpan.FromSeconds(60),
        };

        LoginRun run = await _stage.RunAsync(recipe, Token, TimeSpan.FromMilliseconds(700));

        Assert.Null(run.Failure);
        Assert.StartsWith("Favourite colour (", Assert.Single(person.Questions).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_below_a_long_list_is_the_row_in_which_the_tool_waits()
    {
        ScriptedPerson person = Person("7");
        Recipe recipe = new RecipeBook(document: null, "").Find("saml2aws") with
        {
            Command = [[DummyProgram.Path, "at-terminal", "ask-below-list", "40", "Pick a thing: ", "7"]],
            Rules = [],
            Limit = TimeSpan.FromSeconds(60),
        };

        LoginRun run = await _stage.RunAsync(recipe, Token, TimeSpan.FromMilliseconds(300));

        Assert.Null(run.Failure);
        Question asked = Assert.Single(person.Questions);
        Assert.Equal("Pick a thing:", asked.Words);
        Assert.Contains("[39] thing 39", asked.Rows);
    }

    [Theory]
    [InlineData(1200, true)]
    [InlineData(40, false)]
    public async Task A_list_that_is_longer_than_the_kept_rows_is_told_as_that(int length, bool isCut)
    {
        ScriptedPerson person = Person($"thing {length - 1}");
        Recipe recipe = new RecipeBook(document: null, "").Find("saml2aws") with
        {
            Command = [[DummyProgram.Path, "at-terminal", "ask-below-list", $"{length}", "Pick a thing: ", $"{length - 1}"]],
            Rules = [new RecipeRule { Name = "thing", Match = RecipePattern.Compile("^Pick a thing: $"), Action = RecipeAction.Ask, Text = "choice" }],
            Limit = TimeSpan.FromSeconds(60),
        };

        LoginRun run = await _stage.RunAsync(recipe, Token);

        Assert.Null(run.Failure);
        Question asked = Assert.Single(person.Questions);
        Assert.Equal((QuestionKind.Choice, isCut, isCut), (asked.Kind, asked.IsCut, asked.CutWords is not null));
        Assert.Equal($"thing {length - 1}", asked.Options[^1]);
    }

    [Fact]
    public async Task A_caller_that_leaves_withdraws_the_question_and_the_tool_is_gone()
    {
        ScriptedPerson person = Person();
        using var caller = new CancellationTokenSource();
        Task<LoginRun> running = _stage.RunAsync(_stage.Tool("gimme-aws-creds", "ok"), caller.Token, answers: new NoAnswers());
        await person.Asked.WaitAsync(TimeSpan.FromMinutes(1), Token);

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.NotNull(person.Withdrawn);
    }

    [Fact]
    public async Task The_limit_of_the_tool_does_not_run_while_the_person_is_asked()
    {
        // Its limit is shorter than the person's thinking.
        var person = new SlowPerson(LoginStage.Password, TimeSpan.FromSeconds(11));
        _stage.Person = person;

        LoginRun run = await _stage.RunAsync(_stage.Tool("gimme-aws-creds", "ok") with { Limit = TimeSpan.FromSeconds(10) }, Token, answers: new NoAnswers());

        Assert.Null(run.Failure);
    }

    public void Dispose() => _stage.Dispose();

    private ScriptedPerson Person(params string[] answers)
    {
        var person = new ScriptedPerson(answers);
        _stage.Person = person;
        return person;
    }

    private sealed class ChoosingPerson(Func<Question, string> choose) : IPersonPrompt
    {
        public Task<Secret> AskAsync(Question question, CancellationToken cancellationToken)
        {
            Assert.Equal(QuestionKind.Choice, question.Kind);
            return Task.FromResult(Secret.FromText(choose(question)));
        }

        public void Show(Question? notice)
        {
        }
    }

    private sealed class SlowPerson(string answer, TimeSpan thinking) : IPersonPrompt
    {
        public async Task<Secret> AskAsync(Question question, CancellationToken cancellationToken)
        {
            await Task.Delay(thinking, cancellationToken);
            return Secret.FromText(answer);
        }

        public void Show(Question? notice)
        {
        }
    }

    private sealed class NoAnswers : ILoginAnswers
    {
        public Task<Secret> PasswordAsync(CancellationToken cancellationToken) => throw KeepaliveErrors.SecretNotFound("password of profile 'work'", "a test");

        public Task<Secret> CodeAsync(CancellationToken cancellationToken) => throw KeepaliveErrors.SecretNotFound("TOTP seed of profile 'work'", "a test");
    }
}
