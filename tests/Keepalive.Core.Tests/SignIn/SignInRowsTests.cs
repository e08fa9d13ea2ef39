using Keepalive.SignIn;
using Keepalive.Testing;
using Keepalive.Workers;

namespace Keepalive.Core.Tests.SignIn;

public sealed class SignInRowsTests
{
    private const string Short = "https://device.sso.eu-west-1.amazonaws.com/?user_code=ABCD-EFGH";

    private readonly FakeClock _clock = new();
    private readonly List<string> _rows = [];
    private readonly List<TimeSpan> _waits = [];
    private readonly SignInRows _writer;

    public SignInRowsTests() => _writer = new SignInRows(_rows.Add, _clock, _waits.Add);

    [Fact]
    public void Nothing_is_written_before_there_is_something_to_do()
    {
        _writer.Report(Progress(SignInPhase.Starting));

        Assert.Empty(_rows);
    }

    [Fact]
    public void A_page_that_does_not_open_is_told_at_once_with_the_other_way()
    {
        SignInProgress asked = Progress() with { Flow = SignInFlow.Command, Question = "Enter code:", Asks = "code", Tab = BrowserTab.Opened };
        _writer.Report(asked);
        int before = _rows.Count;

        SignInProgress failed = asked with { Tab = BrowserTab.Failed, TabProblem = "No browser could be opened: xdg-open: exit status 3." };
        _writer.Report(failed);
        _writer.Report(failed);

        Assert.Equal(
            [
                "No browser could be opened: xdg-open: exit status 3.", "The login tool asks you for a code:", "Enter code:",
                "To answer, type ! claude-aws answer, then press Enter and Esc.",
            ],
            _rows[before..]);
    }

    [Fact]
    public void Address_and_code_stand_each_alone_in_a_row_and_once()
    {
        _writer.Report(Progress() with { Address = Short, UserCode = "ABCD-EFGH" });
        _writer.Report(Progress() with { Address = Short, UserCode = "ABCD-EFGH" });

        Assert.Equal(
            ["Open this address in a browser:", Short, "and compare or enter this code:", "ABCD-EFGH", "Waiting for approval in the browser, 9 min left."],
            _rows);
        Assert.DoesNotContain(_rows, row => row.Contains('\n', StringComparison.Ordinal));
    }

    [Fact]
    public void Rows_of_one_moment_are_kept_apart_and_the_first_waits_for_nothing()
    {
        _writer.Report(Progress() with { Address = Short, UserCode = "ABCD-EFGH" });
        int waits = _waits.Count;
        _clock.Advance(TimeSpan.FromSeconds(15));
        _writer.Report(Progress() with { Address = Short, UserCode = "ABCD-EFGH" });

        Assert.Equal((4, 8), (waits, _waits.Count));
        Assert.All(_waits, wait => Assert.True(wait > TimeSpan.Zero));
    }

    [Fact]
    public void An_address_that_the_box_would_tear_is_not_shown_but_where_it_is()
    {
        _writer.Report(Progress() with { Address = "https://oidc.eu-west-1.amazonaws.com/authorize?" + new string('x', 400), Tab = BrowserTab.Opened });

        Assert.Contains("! claude-aws login", _rows[0], StringComparison.Ordinal);
        Assert.DoesNotContain(_rows, row => row.Length > 120);
    }

    [Fact]
    public void The_time_is_told_each_quarter_of_a_minute_and_not_more_often()
    {
        _writer.Report(Progress() with { Address = Short });
        for (int second = 1; second <= 60; second++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            _writer.Report(Progress() with { Address = Short, TimeLeft = TimeSpan.FromSeconds(540 - second) });
        }

        Assert.Equal(5, _rows.Count(row => row.StartsWith("Waiting", StringComparison.Ordinal)));
        Assert.Equal("Waiting for approval in the browser, 8 min left.", _rows[^1]);
    }

    [Fact]
    public void Address_code_and_number_are_always_among_the_last_five_rows()
    {
        SignInProgress progress = Progress() with { Address = Short, UserCode = "ABCD-EFGH" };
        for (int second = 0; second <= 120; second++)
        {
            _writer.Report(progress with { TimeLeft = TimeSpan.FromSeconds(540 - second) });
            _clock.Advance(TimeSpan.FromSeconds(1));

            Assert.Contains(Short, _rows.TakeLast(5));
            Assert.Contains("ABCD-EFGH", _rows.TakeLast(5));
        }

        Assert.True(_rows.Count > 40);
    }

    [Fact]
    public void A_command_is_told_and_the_number_that_it_asks_for()
    {
        SignInProgress command = Progress() with { Flow = SignInFlow.Command };
        _writer.Report(command);
        _writer.Report(command with { Number = "42" });
        _writer.Report(command with { Number = "42" });

        Assert.Equal(["Automatic login is running. If a step needs you, it is shown here.", "Choose this number on your other device:", "42"], _rows);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(400)]
    public void The_address_that_a_login_tool_shows_stands_whole_in_its_row_with_its_code(int more)
    {
        string address = "https://acme.okta.example/activate?user_code=ABCD-EFGH" + new string('x', more);
        SignInProgress command = Progress() with { Flow = SignInFlow.Command };
        _writer.Report(command);
        _writer.Report(command with { Address = address });
        _writer.Report(command with { Address = address, UserCode = "ABCD-EFGH" });

        Assert.Equal(["Open this address in a browser:", address, "and compare or enter this code:", "ABCD-EFGH", "Waiting for your approval (1 min so far)."], _rows.TakeLast(5));
        Assert.DoesNotContain(_rows, row => row.Contains("nothing is needed", StringComparison.Ordinal));
    }

    private static SignInProgress Progress(SignInPhase phase = SignInPhase.WaitingForPerson) => new(
        phase, SignInFlow.DeviceCode, "a test", Address: null, UserCode: null, BrowserTab.NotWanted, TabProblem: null, TimeSpan.FromMinutes(9), IsJoined: false);
}
