using Keepalive.Login;
using Keepalive.Secrets;
using Keepalive.Tests.Processes;

namespace Keepalive.Tests.Login;

/// <summary>The dialogues of the tools at a real terminal.</summary>
[Collection("Processes")]
public sealed class LoginDriverTests : IDisposable
{
    private const string Password = "correct horse Battery 7 staple";
    private const string Code = "135790";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("keepalive-driver-");
    private readonly List<string> _told = [];
    private FixedAnswers _answers = new(Password, Code);

    public static TheoryData<string> Tools => [.. RecipeBook.BuiltIn];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Credentials => Path.Combine(_folder.FullName, "credentials");

    private string TranscriptFile => Path.Combine(_folder.FullName, "transcript.txt");

    [Theory]
    [MemberData(nameof(Tools))]
    public async Task A_login_goes_to_its_end(string tool)
    {
        LoginRun run = await RunAsync(tool, "ok");

        Assert.Null(run.Failure);
        Assert.True(File.Exists(Credentials));
        Assert.Equal(1, _answers.Asked);
        if (tool != "onelogin-aws-cli")
        {
            Assert.Contains("42", _told);
        }

        Assert.Equal(tool is "onelogin-aws-cli" or "aws-okta-keyman" ? "2030-01-01 10:00:00+00:00" : null, run.Expiry);
        AssertClean();
    }

    [Theory]
    [MemberData(nameof(Tools))]
    public async Task A_wrong_password_is_typed_once_and_named(string tool)
    {
        _answers = new FixedAnswers("something else");
        Assert.Equal(KeepaliveErrorCode.LoginPasswordRejected, (await RunAsync(tool, "ok")).Failure?.Code);
        Assert.Equal(1, _answers.Asked);
    }

    [Theory]
    [MemberData(nameof(Tools))]
    public async Task A_tool_that_asks_for_the_password_again_is_not_answered(string tool)
    {
        _answers = new FixedAnswers("something else");
        Assert.Equal(KeepaliveErrorCode.LoginPasswordRejected, (await RunAsync(tool, "asks-again")).Failure?.Code);
        Assert.Equal(1, _answers.Asked);
    }

    [Theory]
    [InlineData("saml2aws", KeepaliveErrorCode.MfaDenied)]
    [InlineData("gimme-aws-creds", KeepaliveErrorCode.MfaDenied)]
    [InlineData("aws-google-auth", KeepaliveErrorCode.LoginToolFailed)]
    [InlineData("onelogin-aws-cli", KeepaliveErrorCode.MfaCodeRejected)]
    [InlineData("aws-okta-keyman", KeepaliveErrorCode.MfaDenied)]
    [InlineData("awsmyid", KeepaliveErrorCode.MfaDenied)]
    public async Task A_denied_second_factor_is_named(string tool, string code)
    {
        Assert.Equal(code, (await RunAsync(tool, "denied")).Failure?.Code);
        Assert.False(File.Exists(Credentials));
    }

    [Fact]
    public async Task A_question_that_no_rule_knows_ends_the_tool_and_is_shown()
    {
        LoginRun run = await RunAsync("saml2aws", "riddle", patience: TimeSpan.FromMilliseconds(200));

        Assert.Equal(KeepaliveErrorCode.LoginPromptUnknown, run.Failure?.Code);
        Assert.Contains("Favourite colour:", run.Failure!.Message, StringComparison.Ordinal);
        Assert.Contains("prompt 0 Favourite colour:", await File.ReadAllTextAsync(TranscriptFile, Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tool_that_dies_early_is_told_with_its_last_row_and_no_key()
    {
        LoginRun run = await RunAsync("saml2aws", "die");

        Assert.Equal(KeepaliveErrorCode.LoginToolFailed, run.Failure?.Code);
        Assert.Contains("KeyError: '(redacted)'", run.Failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tool_that_takes_too_long_is_ended()
    {
        LoginRun run = await RunAsync("saml2aws", "hang", limit: TimeSpan.FromSeconds(2));

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
        Task<LoginRun> running = RunAsync(recipe, caller.Token);
        int[] processes = await pids.ReadAsync(2);

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.All(processes, id => Assert.True(DummyProgram.IsGone(id)));
    }

    [Fact]
    public async Task A_flood_of_output_is_read_past_and_the_transcript_stays_small()
    {
        LoginRun run = await RunAsync("gimme-aws-creds", "flood");

        Assert.Null(run.Failure);
        Assert.True(new FileInfo(TranscriptFile).Length < 200_000);
        Assert.Contains("rows are left out", await File.ReadAllTextAsync(TranscriptFile, Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tool_that_is_not_there_is_named()
    {
        Recipe recipe = new RecipeBook(document: null, "").Find("saml2aws") with { Command = [["no-such-tool-anywhere"]] };

        KeepaliveException exception = await Assert.ThrowsAsync<KeepaliveException>(() => RunAsync(recipe, Token));

        Assert.Equal((KeepaliveErrorCode.LoginToolNotStarted, "saml2aws"), (exception.Code, exception.Target));
    }

    [Fact]
    public async Task A_password_that_is_not_stored_ends_the_tool_with_that()
    {
        Recipe recipe = Tool("gimme-aws-creds", "ok");
        using var redaction = new Redaction();
        var driver = new LoginDriver(recipe, new RecipeValues("work", "me", "Admin"), new NoAnswers(), Transcript(redaction), redaction, TimeProvider.System);

        LoginRun run = await driver.RunAsync(new Collector(_told), Token);

        Assert.Equal(KeepaliveErrorCode.SecretNotFound, run.Failure?.Code);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private void AssertClean()
    {
        string transcript = File.ReadAllText(TranscriptFile);
        foreach (string secret in (string[])[Password, Code, "planted-session-token"])
        {
            Assert.DoesNotContain(secret, transcript, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, string.Join('\n', _told), StringComparison.Ordinal);
        }

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(TranscriptFile));
        }
    }

    private Recipe Tool(string tool, string scenario) => new RecipeBook(document: null, "").Find(tool) with
    {
        Command = [[DummyProgram.Path, "at-terminal", "login-tool", tool, scenario, Password, Credentials]],
    };

    private Task<LoginRun> RunAsync(string tool, string scenario, TimeSpan? limit = null, TimeSpan? patience = null) =>
        RunAsync(Tool(tool, scenario) with { Limit = limit ?? TimeSpan.FromSeconds(60) }, Token, patience);

    private async Task<LoginRun> RunAsync(Recipe recipe, CancellationToken cancellationToken, TimeSpan? patience = null)
    {
        using var redaction = new Redaction();
        Transcript transcript = Transcript(redaction);
        var driver = new LoginDriver(recipe, new RecipeValues("work", "me", "Admin"), _answers, transcript, redaction, TimeProvider.System)
        {
            Patience = patience ?? TimeSpan.FromSeconds(30),
        };
        try
        {
            return await driver.RunAsync(new Collector(_told), cancellationToken);
        }
        finally
        {
            transcript.TryWrite("a test");
        }
    }

    private Transcript Transcript(Redaction redaction) => new(TranscriptFile, redaction, TimeProvider.System);

    private sealed class Collector(List<string> told) : IProgress<string>
    {
        public void Report(string value) => told.Add(value);
    }

    private sealed class NoAnswers : ILoginAnswers
    {
        public Task<Secret> PasswordAsync(CancellationToken cancellationToken) => throw KeepaliveErrors.SecretNotFound("password of profile 'work'", "a test");

        public Task<Secret> CodeAsync(CancellationToken cancellationToken) => throw new InvalidOperationException();
    }
}
