using System.Text;
using Keepalive.Configuration;
using Keepalive.Core.Tests.Platform.Processes;
using Keepalive.Secrets;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Secrets;

/// <summary>A program prints the secret: each thing that it may do instead is an error that says what to do, and holds nothing of what it printed.</summary>
[Collection("Processes")]
public sealed class SecretCommandTests : IDisposable
{
    private const string Planted = "PlantedSecret-ü𝄞 1";

    private readonly SyntheticHome _home = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData(Planted)]
    [InlineData(Planted + "\n")]
    [InlineData(Planted + "\r\n")]
    [InlineData("\uFEFF" + Planted + "\n")]
    public async Task Gives_what_is_printed_without_the_line_end(string printed)
    {
        using Secret value = await RunAsync(Printing(Encoding.UTF8.GetBytes(printed)));
        Assert.Equal(Planted, Encoding.UTF8.GetString(value.Utf8));
    }

    [Fact]
    public async Task Blanks_belong_to_the_value()
    {
        using Secret value = await RunAsync(Printing("  a b  \n"u8));
        Assert.Equal("  a b  ", Encoding.UTF8.GetString(value.Utf8));
    }

    public static TheoryData<byte[], string> Unusable => new()
    {
        { [], "printed nothing" },
        { "\n"u8.ToArray(), "printed nothing" },
        { "Planted\nsecond line\n"u8.ToArray(), "printed a text that can't be used: it contains a line end" },
        { "Planted\n\n"u8.ToArray(), "printed a text that can't be used: it contains a line end" },
        { [(byte)'P', 0, (byte)'Q'], "it contains a line end or a zero byte" },
        { [0xFF, 0xFE, 0x80, 0x7F, 0xC0], "it is not UTF-8 text" },
        { [.. Enumerable.Repeat((byte)'x', Secret.MaximumLength + 100)], "printed more than 16384 bytes" },
        { [.. Enumerable.Repeat((byte)'x', 1024 * 1024)], "printed more than 16384 bytes" },
    };

    [Theory]
    [MemberData(nameof(Unusable))]
    public async Task A_text_that_is_no_secret_is_an_error_without_it(byte[] printed, string reason)
    {
        KeepaliveException error = await FailAsync(Printing(printed));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Planted", $"{error}{error.Advice}", StringComparison.Ordinal);
        Assert.DoesNotContain("xxxx", $"{error}{error.Advice}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_shows_the_error_output_without_secrets_and_control_characters()
    {
        KeepaliveException error = await FailAsync(Printing(
            "half\n"u8, "7", "first\nsecond\n[ERROR] 2026/11/29 \e[31mvault is locked\e[0m\nsession token=abcd1234abcd1234abcd was refused\ndo this: op signin\n"u8));

        Assert.Contains("ended with exit status 7 (error output: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("vault is locked", error.Message, StringComparison.Ordinal);
        Assert.Contains("token=(redacted) was refused / do this: op signin", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("abcd1234", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("second", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', error.Message);
        Assert.Contains("claude-aws config set passwordCommand", error.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_output_that_repeats_the_secret_is_not_shown()
    {
        KeepaliveException error = await FailAsync(Printing("correct horse\n"u8, "1", "the value 'correct horse' is too old"u8));

        Assert.Contains("is not shown", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("horse", $"{error}{error.Advice}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Much_error_output_stops_nobody_and_its_end_is_kept()
    {
        KeepaliveException error = await FailAsync(Printing("x"u8, "1", Encoding.ASCII.GetBytes(new string('e', 500_000) + "\nthe last row\n")));
        Assert.Contains("the last row)", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-such-program-anywhere --token PlantedSecret", "(no-such-program-anywhere) could not be started: not found")]
    [InlineData("'no end PlantedSecret", "(not a command line) can't be run: a single quote is not closed", true)]
    [InlineData("OP_SESSION=PlantedSecret op read x", "can't be run: it sets a variable before the program")]
    [InlineData("   ", "can't be run: it contains no program")]
    public async Task A_line_that_starts_nothing_says_why_and_shows_no_argument(string line, string reason, bool isPosix = false)
    {
        Assert.SkipWhen(isPosix && OperatingSystem.IsWindows(), "A single quote is no quote on Windows.");
        KeepaliveException error = await FailAsync(line);

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Planted", $"{error}{error.Advice}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_shell_reads_the_line()
    {
        using Secret value = await RunAsync(Line("echo-args", "$HOME;id|cat>x"));
        Assert.Equal("[$HOME;id|cat>x]", Encoding.UTF8.GetString(value.Utf8));
    }

    [Fact]
    public async Task A_tilde_is_the_home_folder()
    {
        using Secret value = await RunAsync(Line("echo-args", "~/work.kdbx"));
        Assert.Equal($"[{Path.Combine(_home.Folder, "work.kdbx")}]", Encoding.UTF8.GetString(value.Utf8));
    }

    [Fact]
    public async Task The_session_of_a_password_manager_passes_through()
    {
        Environment.SetEnvironmentVariable("OP_SESSION_test", "the-session");
        try
        {
            using Secret value = await RunAsync(Line("print-env", "OP_SESSION_test"));
            Assert.Equal("the-session", Encoding.UTF8.GetString(value.Utf8));
        }
        finally
        {
            Environment.SetEnvironmentVariable("OP_SESSION_test", null);
        }
    }

    [Fact]
    public async Task It_has_no_terminal_and_an_empty_input()
    {
        using Secret input = await RunAsync(Line("stdin-eof"));
        Assert.Equal("0", Encoding.UTF8.GetString(input.Utf8));
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Descendants.HasTerminal looks at /dev/tty.");
        using Secret terminal = await RunAsync(Line("has-tty"));
        Assert.Equal("no", Encoding.UTF8.GetString(terminal.Utf8));
    }

    [Fact]
    public async Task One_that_hangs_is_ended_at_the_limit_with_its_children()
    {
        using ProcessIdFile file = new();
        var clock = new ManualClock();
        Task<Secret> running = Command(Line("spawn", file.Path, "hang-ignoring-term")).RunAsync(TimeSpan.FromHours(1), clock, Stop);
        int[] ids = await file.ReadAsync(2);

        clock.Advance(SecretCommand.LongestLimit);
        KeepaliveException error = await Assert.ThrowsAsync<KeepaliveException>(() => running.WaitAsync(TimeSpan.FromSeconds(30), Stop));

        Assert.Equal(KeepaliveErrorCode.SecretCommandFailed, error.Code);
        Assert.Contains("did not end within 1 min, and was stopped with its child processes", error.Message, StringComparison.Ordinal);
        Assert.All(ids, id => Assert.True(DummyProgram.IsGone(id)));
    }

    [Fact]
    public async Task A_cancellation_ends_it_with_its_children()
    {
        using ProcessIdFile file = new();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        Task<Secret> running = Command(Line("spawn", file.Path, "hang")).RunAsync(TimeSpan.FromHours(1), TimeProvider.System, stop.Token);
        int[] ids = await file.ReadAsync(2);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(TimeSpan.FromSeconds(30), Stop));

        Assert.All(ids, id => Assert.True(DummyProgram.IsGone(id)));
    }

    [Fact]
    public void An_empty_setting_of_a_profile_is_no_command()
    {
        var settings = new KeepaliveConfiguration { PasswordCommand = string.Empty, TotpCommand = "x" };

        Assert.Null(SecretCommand.Of(settings, "work", SecretKind.Password, _home.Environment));
        Assert.Equal("totpCommand", SecretCommand.Of(settings, "work", SecretKind.Totp, _home.Environment)!.Setting);
    }

    private static string Line(params string[] words) => string.Join(' ', words.Prepend(DummyProgram.Path).Select(static word => $"\"{word}\""));

    private string Printing(ReadOnlySpan<byte> printed, string status = "0", ReadOnlySpan<byte> errors = default)
    {
        string output = Path.Combine(_home.Folder, "printed");
        File.WriteAllBytes(output, printed);
        File.WriteAllBytes(output + ".errors", errors);
        return Line("print-file", output, status, output + ".errors");
    }

    private SecretCommand Command(string line) => SecretCommand.Of(line, "work", SecretKind.Password, _home.Environment);

    private Task<Secret> RunAsync(string line) => Command(line).RunAsync(TimeSpan.FromMinutes(1), TimeProvider.System, Stop);

    private async Task<KeepaliveException> FailAsync(string line)
    {
        KeepaliveException error = await Assert.ThrowsAsync<KeepaliveException>(() => RunAsync(line));
        Assert.Equal(KeepaliveErrorCode.SecretCommandFailed, error.Code);
        return error;
    }
}
