using Keepalive.Core.Tests.Platform.Processes;
using Keepalive.Login;
using Keepalive.Prompts;

namespace Keepalive.Core.Tests.Login;

/// <summary>A login tool's dialogue, played by the dummy at a real terminal and driven by the product's recipe.</summary>
internal sealed class LoginStage : IDisposable
{
    public const string Password = "correct horse Battery 7 staple";
    public const string Code = "135790";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("keepalive-driver-");

    public FixedAnswers Answers { get; set; } = new(Password, Code);

    /// <summary>Answers what is not stored; null: nobody can be asked.</summary>
    public IPersonPrompt? Person { get; set; }

    /// <summary>The role in the settings.</summary>
    public string? Role { get; set; } = "Admin";

    /// <summary>What a person was told.</summary>
    public List<string> Told { get; } = [];

    /// <summary>The same, with addresses and codes.</summary>
    public List<LoginNotice> Notices { get; } = [];

    public string Credentials => Path.Combine(_folder.FullName, "credentials");

    public string TranscriptFile => Path.Combine(_folder.FullName, "transcript.txt");

    public Recipe Tool(string tool, string outcome, string style = "Plain") => new RecipeBook(document: null, "").Find(tool) with
    {
        Command = [[DummyProgram.Path, "at-terminal", "login-tool", tool, outcome, style, DummyProgram.HashOf(Password), Credentials]],
        Limit = TimeSpan.FromSeconds(60),
    };

    public Task<LoginRun> RunAsync(string tool, string outcome, string style = "Plain") =>
        RunAsync(Tool(tool, outcome, style), TestContext.Current.CancellationToken);

    public async Task<LoginRun> RunAsync(Recipe recipe, CancellationToken cancellationToken, TimeSpan? patience = null, ILoginAnswers? answers = null, TimeProvider? clock = null)
    {
        using var redaction = new Redaction();
        var transcript = new Transcript(TranscriptFile, redaction, TimeProvider.System);
        var driver = new LoginDriver(recipe, new RecipeValues("work", "me", Role), answers ?? Answers, transcript, redaction, clock ?? TimeProvider.System)
        {
            Patience = patience ?? TimeSpan.FromSeconds(30),
            Prompt = Person ?? new UnavailablePrompt("a test"),
        };
        try
        {
            return await driver.RunAsync(new Collector(this), cancellationToken);
        }
        finally
        {
            transcript.TryWrite("a test");
        }
    }

    public void AssertNothingSecretIsKept()
    {
        string kept = File.ReadAllText(TranscriptFile) + string.Join('\n', Notices);
        Assert.All((string[])[Password, Code, "planted-session-token", "**"], secret => Assert.DoesNotContain(secret, kept, StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(TranscriptFile));
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private sealed class Collector(LoginStage stage) : IProgress<LoginNotice>
    {
        public void Report(LoginNotice value)
        {
            stage.Notices.Add(value);
            stage.Told.Add(value.Words);
        }
    }
}
