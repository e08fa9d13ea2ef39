using System.Text;
using Keepalive.ClaudeCode.StatusLine;
using Keepalive.Platform.Time;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.ClaudeCode.StatusLine;

public sealed class StatusLineTests : IDisposable
{
    private static readonly byte[] Input = Encoding.UTF8.GetBytes("""{"session_id":"5f0c","model":{"display_name":"Opus"}}""");

    private readonly HookHome _home = new();
    private readonly FakeWorker _worker = new();

    public StatusLineTests()
    {
        _home.Home.Variables["NO_COLOR"] = "1";
        _home.Home.Variables[OperatingSystem.IsWindows() ? "WT_SESSION" : "LANG"] = "C.UTF-8";
    }

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData(8 * 60, "AWS: 8h00m")]
    [InlineData(185, "AWS: 3h05m")]
    [InlineData(60, "AWS: 1h00m")]
    [InlineData(59, "AWS: 59m")]
    [InlineData(1, "AWS: 1m")]
    [InlineData(0, "AWS: EXPIRED")]
    [InlineData(-700, "AWS: EXPIRED")]
    [Trait("Migration", "S9")]
    [Trait("Migration", "S25")]
    public async Task The_time_that_is_left(int minutes, string text)
    {
        _home.WriteKeys(TimeSpan.FromMinutes(minutes));

        Assert.Equal(text, await WriteAsync());
    }

    [Theory]
    [InlineData(30, "<1m")]
    [InlineData(0, "EXPIRED")]
    [InlineData(3600 * 30, "30h00m")]
    [InlineData((3600 * 48) - 1, "47h59m")]
    [InlineData(3600 * 48, "2d00h")]
    [InlineData((3600 * 240) - 1, "9d23h")]
    [Trait("Migration", "S9")]
    public void The_forms_of_a_time(int seconds, string text) => Assert.Equal(text, StatusLineText.Time(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(61, "AWS: 1h01m")]
    [InlineData(60, "\e[33mAWS: 1h00m\e[0m")]
    [InlineData(5, "\e[33mAWS: 5m\e[0m")]
    [InlineData(-5, "\e[31mAWS: EXPIRED\e[0m")]
    [Trait("Migration", "S25")]
    public async Task Yellow_within_the_window_and_red_at_the_end(int minutes, string text)
    {
        _home.Home.Variables.Remove("NO_COLOR");
        _home.WriteKeys(TimeSpan.FromMinutes(minutes));

        Assert.Equal(text, await WriteAsync());
    }

    [Fact]
    public async Task A_key_in_its_last_minute_has_not_expired_yet()
    {
        _home.WriteKeys(TimeSpan.FromSeconds(40));

        Assert.Equal("AWS: EXPIRING", await WriteAsync());
    }

    [Fact]
    public async Task The_window_is_the_configured_one()
    {
        _home.Home.Variables.Remove("NO_COLOR");
        _home.Configure("""{ "timerWarnMinutes": 5 }""").WriteKeys(TimeSpan.FromMinutes(6));

        Assert.Equal("AWS: 6m", await WriteAsync());
    }

    [Fact]
    public async Task The_session_stands_beside_the_role_and_what_is_renewed_silently_is_not_yellow()
    {
        _home.Home.Variables.Remove("NO_COLOR");
        _home.UseWork().WriteToken(new TimeSpan(7, 10, 0), withRefreshToken: true).WriteRole(TimeSpan.FromMinutes(52));

        Assert.Equal("AWS: 52m · SSO 7h10m", await WriteAsync());
    }

    [Fact]
    public async Task Equal_times_are_shown_once()
    {
        _home.UseWork().WriteToken(TimeSpan.FromMinutes(52), withRefreshToken: true).WriteRole(TimeSpan.FromMinutes(52));

        Assert.Equal("AWS: 52m", await WriteAsync());
    }

    [Fact]
    public async Task A_session_whose_role_is_fetched_by_the_next_request_is_good()
    {
        _home.UseWork().WriteToken(new TimeSpan(7, 10, 0), withRefreshToken: false);

        Assert.Equal("AWS: SSO 7h10m", await WriteAsync());
    }

    [Fact]
    public async Task Nobody_signed_in_is_an_end_too()
    {
        _home.UseWork();

        Assert.Equal("AWS: EXPIRED", await WriteAsync());
    }

    [Theory]
    [InlineData("42", "AWS: login 42")]
    [InlineData(null, "AWS: login…")]
    [InlineData("4\u001b[2J2", @"AWS: login 4\u{1B}[2J2")]
    public async Task A_running_login_shows_its_number_and_no_address(string? number, string text)
    {
        _home.UseWork();
        using (_home.SignIn(number))
        {
            Assert.Equal(text, await WriteAsync());
        }

        Assert.Equal("AWS: EXPIRED", await WriteAsync());
    }

    [Theory]
    [InlineData("ABCD-WXYZ", "AWS: login ABCD-WXYZ")]
    [InlineData(null, "AWS: login needs you")]
    [InlineData("a code too long for a status line", "AWS: login needs you")]
    public async Task An_automatic_login_that_waits_for_a_person_says_so(string? code, string text)
    {
        _home.UseWork();
        using (_home.AutoLogin("https://acme.okta.example/activate", code))
        {
            Assert.Equal(text, await WriteAsync());
        }
    }

    [Fact]
    [Trait("Migration", "S25")]
    public async Task An_end_that_nothing_tells_is_unknown()
    {
        _home.WriteKeys(null);

        Assert.Equal("AWS: ?", await WriteAsync());
    }

    [Fact]
    public async Task A_program_that_gives_keys_is_known_by_what_it_gave_last()
    {
        _home.Home.WriteConfig("[default]\ncredential_process = /nowhere\n");
        Assert.Equal("AWS: ?", await WriteAsync());

        _home.HandOut("default", TimeSpan.FromMinutes(40));
        Assert.Equal("AWS: 40m", await WriteAsync());
        _home.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("AWS: ?", await WriteAsync());
    }

    [Fact]
    [Trait("Migration", "S25")]
    public async Task Who_has_nothing_that_ends_sees_nothing()
    {
        Assert.Equal("", await WriteAsync());

        _home.Home.WriteCredentials(TestKeys.LongLived().Section("default"));
        Assert.Equal("", await WriteAsync());
    }

    [Fact]
    public async Task What_cant_be_read_is_unknown()
    {
        _home.Configure("{ oops");
        Assert.Equal("AWS: ?", await WriteAsync());
        Assert.Empty(_worker.Commands);
    }

    [Theory]
    [InlineData(30, "AWS: 52m · SSO 7h10m")]
    [InlineData(20, "AWS: 52m · SSO 7h10m")]
    [InlineData(19, "AWS: 52m")]
    [InlineData(8, "AWS: 52m")]
    [InlineData(7, "52m")]
    [InlineData(3, "52m")]
    [InlineData(2, "")]
    public async Task It_is_shortened_step_by_step_and_never_longer_than_the_columns(int columns, string text)
    {
        _home.Home.Variables["COLUMNS"] = $"{columns}";
        _home.UseWork().WriteToken(new TimeSpan(7, 10, 0), withRefreshToken: true).WriteRole(TimeSpan.FromMinutes(52));

        Assert.Equal(text, await WriteAsync());
    }

    [Theory]
    [InlineData("LANG", "C.UTF-8", true)]
    [InlineData("LANG", "de_DE.utf8", true)]
    [InlineData("LANG", "C", false)]
    [InlineData("LC_ALL", "POSIX", false)]
    [InlineData(null, null, false)]
    public void Where_the_locale_has_no_UTF_8_there_is_ASCII(string? name, string? value, bool isUnicode)
    {
        var variables = new Dictionary<string, string>();
        if (name is not null)
        {
            variables[name] = value!;
        }

        Assert.Equal(isUnicode, StatusLineStyle.Of(new SystemEnvironment(variables.GetValueOrDefault, isWindows: false)).IsUnicode);
    }

    [Fact]
    public void On_Windows_the_terminal_decides()
    {
        Assert.False(StatusLineStyle.Of(new SystemEnvironment(static _ => null, isWindows: true)).IsUnicode);
        Assert.True(StatusLineStyle.Of(new SystemEnvironment(static name => name == "WT_SESSION" ? "x" : null, isWindows: true)).IsUnicode);
    }

    [Fact]
    public async Task In_ASCII_no_sign_is_beyond_it()
    {
        _home.Home.Variables.Clear();
        _home.Home.Variables["HOME"] = _home.Home.Folder;
        _home.Home.Variables["CLAUDE_AWS_STATE"] = _home.State;
        _home.UseWork().WriteToken(new TimeSpan(7, 10, 0), withRefreshToken: true).WriteRole(TimeSpan.FromMinutes(52));

        Assert.Equal("AWS: 52m, SSO 7h10m", await WriteAsync());
    }

    [Fact]
    [Trait("Migration", "W5")]
    [Trait("Migration", "S25")]
    public async Task The_other_status_line_comes_first_and_gets_what_Claude_Code_handed_over()
    {
        _home.Configure("""{ "statusLineCmd": "their line" }""").WriteKeys(TimeSpan.FromHours(8));
        _worker.Answers = static input => $"got {input.Length}\nsecond\n\n";

        Assert.Equal($"got {Input.Length} | AWS: 8h00m\nsecond", await WriteAsync());
        Assert.Equal(["their line"], _worker.Commands);
    }

    [Fact]
    public async Task What_a_slow_one_printed_last_is_shown_while_it_runs()
    {
        _home.Configure("""{ "statusLineCmd": "their line" }""").WriteKeys(TimeSpan.FromHours(8));
        _worker.Answers = static _ => "first";
        await WriteAsync();
        _worker.Answers = null;

        Assert.Equal("first | AWS: 8h00m", await WriteAsync());
    }

    [Fact]
    public async Task While_one_runs_no_second_is_started()
    {
        _home.Configure("""{ "statusLineCmd": "their line" }""").WriteKeys(TimeSpan.FromHours(8));
        OtherStatusLineFiles files = OtherStatusLineFiles.Of(_home.Home.Environment, "their line", "5f0c");
        using Keepalive.Platform.Files.FileLock? one = Keepalive.Platform.Files.FileLock.TryAcquire(files.Lock);

        Assert.Equal("AWS: 8h00m", await WriteAsync());
        Assert.Empty(_worker.Commands);
    }

    [Fact]
    public async Task Each_session_and_each_command_has_an_output_of_its_own()
    {
        _home.Configure("""{ "statusLineCmd": "their line" }""").WriteKeys(new TimeSpan(8, 0, 30));
        _worker.Answers = static _ => "first";
        await WriteAsync();
        _worker.Answers = null;

        Assert.Equal("AWS: 8h00m", await WriteAsync("""{"session_id":"another"}"""));
        _home.Configure("""{ "statusLineCmd": "another line" }""");
        Assert.Equal("AWS: 8h00m", await WriteAsync());
    }

    [Fact]
    public async Task The_others_failure_is_not_ours()
    {
        _home.Configure("""{ "statusLineCmd": "their line" }""").WriteKeys(TimeSpan.FromHours(8));
        _worker.Fails = true;

        Assert.Equal("AWS: 8h00m", await WriteAsync());
        Assert.Empty(Directory.GetFiles(Path.Combine(_home.State, "statusline"), "*.in"));
    }

    [Fact]
    public async Task The_other_one_is_shown_alone_where_we_have_nothing_to_say()
    {
        _home.Configure("""{ "statusLineCmd": "their line" }""");
        _worker.Answers = static _ => "theirs";

        Assert.Equal("theirs", await WriteAsync());
    }

    [Theory]
    [InlineData(40, "\e[32mtheirs\e[0m 中文 | AWS: 8h00m")]
    [InlineData(24, "\e[32mtheirs\e[0m 中文 | AWS: 8h00m")]
    [InlineData(23, "\e[32mtheirs\e[0m 中文 | 8h00m")]
    [InlineData(18, "\e[32mtheirs\e[0m 中文\nAWS: 8h00m")]
    public async Task Beside_a_long_one_ours_is_shortened_and_then_put_below(int columns, string text)
    {
        _home.Home.Variables["COLUMNS"] = $"{columns}";
        _home.Configure("""{ "statusLineCmd": "their line" }""").WriteKeys(TimeSpan.FromHours(8));
        _worker.Answers = static _ => "\e[32mtheirs\e[0m 中文\n";

        Assert.Equal(text, await WriteAsync());
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("abc", 3)]
    [InlineData("\e[1;38;5;208mabc\e[0m", 3)]
    [InlineData("\e]8;;https://example.org\aabc\e]8;;\a", 3)]
    [InlineData("\e]8;;https://example.org\e\\abc\e]8;;\e\\", 3)]
    [InlineData("e\u0301", 1)]
    [InlineData("中文", 4)]
    [InlineData("🚀", 2)]
    [InlineData("\e", 0)]
    [InlineData("\e[12", 0)]
    [InlineData("\e]8;;", 0)]
    [InlineData("a\e]x\e", 1)]
    public void The_width_is_that_of_a_terminal(string text, int width) => Assert.Equal(width, DisplayWidth.Of(text));

    private ValueTask<string> WriteAsync(string? input = null)
    {
        var line = new SessionStatusLine(_home.Home.Environment, _home.Clock, _worker);
        byte[] content = input is null ? Input : Encoding.UTF8.GetBytes(input);
        return line.WriteAsync(content, null, Deadline.After(_home.Clock, SessionStatusLine.OtherPatience), TestContext.Current.CancellationToken);
    }

    /// <summary>Answers at once, later, or fails to start.</summary>
    private sealed class FakeWorker : IOtherStatusLineLauncher
    {
        public List<string> Commands { get; } = [];

        public Func<byte[], string>? Answers { get; set; }

        public bool Fails { get; set; }

        public void Launch(string request, string command)
        {
            if (Fails)
            {
                throw new Keepalive.Platform.Processes.ChildStartException("a test says so");
            }

            Commands.Add(command);
            if (Answers is not null)
            {
                OtherStatusLineFiles.OfRequest(request).WriteOutput(request, Encoding.UTF8.GetBytes(Answers(File.ReadAllBytes(request))));
            }
        }
    }
}
