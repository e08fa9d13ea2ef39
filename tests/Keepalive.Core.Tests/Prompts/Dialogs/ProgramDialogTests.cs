using System.Text;
using Keepalive.Core.Tests.Platform.Processes;
using Keepalive.Prompts;
using Keepalive.Prompts.Dialogs;
using Keepalive.SignIn;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Prompts.Dialogs;

/// <summary>Dialogs whose programs are played by scripts: the answer arrives, a refusal is one, and hostile words of a tool stay words.</summary>
[Collection("Processes")]
public sealed class ProgramDialogTests : IDisposable
{
    private const string Planted = "PlantedSecret-ü𝄞 %1\\";

    private readonly SyntheticHome _home = new();

    public ProgramDialogTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The programs are played by shell scripts.");
        _home.Variables["DISPLAY"] = ":99";
        _home.Variables["PATH"] = Bin;
        Directory.CreateDirectory(Bin);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Bin => Path.Combine(_home.Folder, "bin");

    private string Arguments => Path.Combine(_home.Folder, "arguments");

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("zenity")]
    [InlineData("kdialog")]
    public async Task A_typed_secret_arrives_whole_and_is_in_no_argument(string program)
    {
        Answer(program, Planted + "\n");
        using Secret answer = await AskAsync(Ask(QuestionKind.Secret));

        Assert.Equal(Planted, Encoding.UTF8.GetString(answer.Utf8));
        Assert.Contains(program == "zenity" ? "--hide-text" : "--password=", File.ReadAllText(Arguments), StringComparison.Ordinal);
        Assert.DoesNotContain("Planted", File.ReadAllText(Arguments), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zenity", QuestionKind.Choice, "2\n", 0, "two")]
    [InlineData("kdialog", QuestionKind.Choice, "2\n", 0, "two")]
    [InlineData("zenity", QuestionKind.Choice, "7\n", 0, null)]
    [InlineData("kdialog", QuestionKind.Choice, "", 1, null)]
    [InlineData("zenity", QuestionKind.Confirmation, "", 0, "yes")]
    [InlineData("zenity", QuestionKind.Confirmation, "No\n", 1, "no")]
    [InlineData("zenity", QuestionKind.Confirmation, "", 1, null)]
    [InlineData("kdialog", QuestionKind.Confirmation, "", 0, "yes")]
    [InlineData("kdialog", QuestionKind.Confirmation, "", 1, "no")]
    [InlineData("kdialog", QuestionKind.Confirmation, "", 2, null)]
    [InlineData("zenity", QuestionKind.Text, "a b\n", 0, "a b")]
    [InlineData("zenity", QuestionKind.OneTimeCode, "123456\n", 0, "123456")]
    [InlineData("zenity", QuestionKind.Secret, "", 1, null)]
    public async Task Each_form_is_read_and_a_closed_dialog_is_a_refusal(string program, QuestionKind kind, string printed, int status, string? expected)
    {
        Answer(program, printed, status);
        if (expected is null)
        {
            Assert.Equal(KeepaliveErrorCode.AnswerNotGiven, (await Assert.ThrowsAsync<KeepaliveException>(() => AskAsync(Ask(kind)))).Code);
            return;
        }

        using Secret answer = await AskAsync(Ask(kind));
        Assert.Equal(expected, Encoding.UTF8.GetString(answer.Utf8));
    }

    [Theory]
    [InlineData("zenity", 255, "")]
    [InlineData("zenity", 1, "Gtk-WARNING **: cannot open display: :99")]
    [InlineData("kdialog", 254, "")]
    public async Task A_dialog_that_can_not_be_shown_is_no_refusal(string program, int status, string errors)
    {
        Answer(program, string.Empty, status, errors);
        Assert.Equal(KeepaliveErrorCode.PromptUnavailable, (await Assert.ThrowsAsync<KeepaliveException>(() => AskAsync(Ask(QuestionKind.Secret)))).Code);
    }

    [Theory]
    [InlineData("zenity")]
    [InlineData("kdialog")]
    public async Task The_words_of_a_tool_are_no_markup_no_option_and_no_escape(string program)
    {
        Answer(program, "1\n");
        Question hostile = Ask(QuestionKind.Choice) with
        {
            Words = "--<b>&amp;\\n_x%0A$(id)`id`\"\e[31m\u202e",
            Options = ["--password", "<a href=\"x\">", "|two"],
        };
        using Secret answer = await AskAsync(hostile);

        Assert.Equal("--password", Encoding.UTF8.GetString(answer.Utf8));
        string[] words = (await File.ReadAllTextAsync(Arguments, Stop)).Split('\u0001');
        Assert.DoesNotContain("--password", words);
        string shown = string.Concat(words[(program == "zenity" ? 1 : 0)..]);
        Assert.All("<>&\\\"`$\e", character => Assert.DoesNotContain(character, shown));
    }

    [Fact]
    public async Task Another_answer_closes_the_dialog_and_what_it_started()
    {
        using ProcessIdFile file = new();
        Script("zenity", $"exec '{DummyProgram.Path}' spawn '{file.Path}' hang");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        Task<Secret> running = Find()!.AskAsync(Ask(QuestionKind.Secret), stop.Token);
        int[] ids = await file.ReadAsync(2);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(TimeSpan.FromSeconds(30), Stop));

        Assert.All(ids, id => Assert.True(DummyProgram.IsGone(id)));
    }

    [Fact]
    public async Task The_limit_of_the_question_closes_it()
    {
        using ProcessIdFile file = new();
        Script("zenity", $"exec '{DummyProgram.Path}' hang '{file.Path}'");
        var clock = new ManualClock();
        Task<Secret> running = new ProgramDialog(((ProgramDialog)Find()!).Form, _home.Environment) { Clock = clock }
            .AskAsync(Ask(QuestionKind.Secret) with { Limit = TimeSpan.FromSeconds(20) }, Stop);
        int[] ids = await file.ReadAsync(1);

        clock.Advance(TimeSpan.FromSeconds(20));
        KeepaliveException error = await Assert.ThrowsAsync<KeepaliveException>(() => running.WaitAsync(TimeSpan.FromSeconds(30), Stop));

        Assert.Equal(KeepaliveErrorCode.AnswerNotGiven, error.Code);
        Assert.Contains("no answer came within 20 s", error.Message, StringComparison.Ordinal);
        Assert.All(ids, id => Assert.True(DummyProgram.IsGone(id)));
    }

    /// <summary>The protocol as its manual has it.</summary>
    [Theory]
    [InlineData(QuestionKind.Secret, "printf 'D Planted%%25%%0A%%5C x\\nOK\\n'", "Planted%\n\\ x")]
    [InlineData(QuestionKind.Secret, "printf 'ERR 83886179 Operation cancelled <Pinentry>\\n'", null)]
    [InlineData(QuestionKind.Secret, "printf 'OK\\n'", "")]
    [InlineData(QuestionKind.Confirmation, "printf 'OK\\n'", "yes")]
    [InlineData(QuestionKind.Confirmation, "printf 'ERR 83886194 Not confirmed <Pinentry>\\n'", "no")]
    [InlineData(QuestionKind.Confirmation, "printf 'ERR 83886179 Operation cancelled <Pinentry>\\n'", null)]
    public async Task Pinentry_is_asked_through_its_protocol(QuestionKind kind, string reply, string? expected)
    {
        Script("pinentry-gtk-2", $$"""
            printf 'OK Pleased to meet you\n'
            while IFS= read -r line; do
              printf '%s\n' "$line" >> '{{Arguments}}'
              case "$line" in
                GETPIN|CONFIRM) {{reply}} ;;
                SETTIMEOUT*) printf 'ERR 83886355 Unknown command <Pinentry>\n'; printf 'OK\n' ;;
                BYE) printf 'OK closing connection\n'; exit 0 ;;
                *) printf 'OK\n' ;;
              esac
            done
            """);
        Question question = Ask(kind) with { Words = "Password%0A\nGETPIN" };
        if (expected is null)
        {
            Assert.Equal(KeepaliveErrorCode.AnswerNotGiven, (await Assert.ThrowsAsync<KeepaliveException>(() => AskAsync(question))).Code);
            return;
        }

        using Secret answer = await AskAsync(question);

        Assert.Equal(expected, Encoding.UTF8.GetString(answer.Utf8));
        string[] lines = await File.ReadAllLinesAsync(Arguments, Stop);
        Assert.Equal((kind == QuestionKind.Confirmation ? "CONFIRM" : "GETPIN", 1), (lines[^2], lines.Count(static line => line is "GETPIN" or "CONFIRM")));
    }

    [Fact]
    public async Task A_pinentry_without_a_window_is_no_refusal()
    {
        Script("pinentry-qt", "printf 'OK Pleased to meet you\\n'; echo 'ERR 83918950 Inappropriate ioctl for device <Pinentry>'");
        Assert.Equal(KeepaliveErrorCode.PromptUnavailable, (await Assert.ThrowsAsync<KeepaliveException>(() => AskAsync(Ask(QuestionKind.Secret)))).Code);
    }

    [Fact]
    public void Pinentry_has_no_lists()
    {
        Script("pinentry-qt", "exit 0");
        Assert.False(Find()!.CanAsk(Ask(QuestionKind.Choice)));
        Assert.False(Find()!.CanAsk(Ask(QuestionKind.Text)));
    }

    [Theory]
    [InlineData("DISPLAY", null)]
    [InlineData("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22")]
    [InlineData("KUBERNETES_SERVICE_HOST", "10.0.0.1")]
    public void There_is_no_dialog_where_no_desktop_is_the_persons(string variable, string? value)
    {
        Script("zenity", "exit 0");
        Assert.NotNull(Find());
        _home.Variables.Remove(variable);
        if (value is not null)
        {
            _home.Variables[variable] = value;
        }

        Assert.Null(Find());
    }

    [Fact]
    public void A_pinentry_for_terminals_is_no_dialog()
    {
        Script("pinentry", "exit 0");
        Script("pinentry-curses", "exit 0");
        Assert.Null(Find());
    }

    /// <summary>The script that macOS would get: nobody has seen it run.</summary>
    [Fact]
    public void The_script_for_macOS_comes_through_standard_input_and_the_tools_words_stay_in_their_literals()
    {
        var form = new OsascriptForm("/usr/bin/osascript");
        Question question = Ask(QuestionKind.Secret) with { Words = "x\" & (do shell script \"id\") & \"\\" };
        var command = form.Command(question);

        Assert.Equal(["-"], command.Arguments);
        string script = command.Input!.Text!;
        Assert.Contains("with hidden answer", script, StringComparison.Ordinal);
        Assert.DoesNotContain("shell script \"id", script, StringComparison.Ordinal);
        Assert.Equal(0, script.Count(static character => character == '"') % 2);
        Assert.DoesNotContain('\\', script);
        Assert.Contains("choose from list {\"1. one\", \"2. two\"}", form.Command(Ask(QuestionKind.Choice)).Input!.Text!, StringComparison.Ordinal);
        Assert.False(form.CanAsk(Ask(QuestionKind.Choice) with { Options = [.. Enumerable.Repeat("arn:aws:iam::123456789012:role/Administrator", 100)] }));
    }

    private static Question Ask(QuestionKind kind) => new()
    {
        Kind = kind,
        Words = "Password for anna:",
        Tool = "saml2aws",
        Profile = "work",
        Options = kind == QuestionKind.Choice ? ["one", "two"] : [],
    };

    private IPromptDialog? Find() => PromptDialogs.Find(_home.Environment, new Machine(_home.Environment, isMac: false, static _ => false));

    private Task<Secret> AskAsync(Question question) => Find()!.AskAsync(question, Stop);

    private void Answer(string program, string printed, int status = 0, string errors = "")
    {
        File.WriteAllText(Path.Combine(_home.Folder, "printed"), printed);
        Script(program, $"for a in \"$@\"; do printf '%s\\001' \"$a\"; done > '{Arguments}'\n/bin/cat '{_home.Folder}/printed'\nprintf '%s' '{errors}' >&2\nexit {status}");
    }

    private void Script(string program, string text)
    {
        string path = Path.Combine(Bin, program);
        File.WriteAllText(path, "#!/bin/sh\n" + text + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
