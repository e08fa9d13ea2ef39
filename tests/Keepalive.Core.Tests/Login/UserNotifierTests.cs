using Keepalive.Login;
using Keepalive.Platform.Notifications;
using Keepalive.Platform.Processes;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Login;

public sealed class ToldPersonTests
{
    private readonly List<string> _watched = [];
    private readonly FakeNotifier _desktop = new();
    private readonly UserNotifier _person;

    public ToldPersonTests() => _person = new UserNotifier(new Watchers(_watched), _desktop, TestContext.Current.CancellationToken);

    [Fact]
    public void A_number_is_shown_on_the_desktop_once_and_is_not_hidden_by_what_comes_after_it()
    {
        _person.Report(new LoginNotice("42"));
        _person.Report(new LoginNotice("Approve the sign-in on your phone."));

        Assert.Equal(["42"], _watched);
        Assert.Equal(["Choose 42 on your phone."], _desktop.Shown);
    }

    [Fact]
    public void A_number_that_comes_after_the_request_to_approve_is_shown_too()
    {
        _person.Report(new LoginNotice("Approve the sign-in on your phone."));
        _person.Report(new LoginNotice("42"));

        Assert.Equal(["Approve the sign-in on your phone.", "42"], _watched);
        Assert.Equal(2, _desktop.Shown.Count);
    }

    [Fact]
    public void An_address_is_shown_whole_with_its_code_also_after_a_number()
    {
        _person.Report(new LoginNotice("42"));
        _person.Report(new LoginNotice(LoginNotice.OpenAddress) { Address = "https://acme.okta.example/activate?user_code=ABCDEFGH", UserCode = "ABCDEFGH" });

        Assert.Equal(["42", "https://acme.okta.example/activate?user_code=ABCDEFGH"], _watched);
        Assert.Equal("Open https://acme.okta.example/activate?user_code=ABCDEFGH to sign in with the code ABCDEFGH.", _desktop.Shown[^1]);
    }

    [Fact]
    public void The_words_are_an_argument_and_never_a_part_of_a_script_or_an_option()
    {
        const string Words = "--evil\" & do shell script \"x";
        var linux = new DesktopNotifier(new SystemEnvironment(name => name == "DISPLAY" ? ":0" : null, isWindows: false), TimeProvider.System);
        ChildCommand? sent = linux.CommandFor(Words, isMacOS: false);
        ChildCommand? scripted = linux.CommandFor(Words, isMacOS: true);

        Assert.Equal(["--", "AWS sign-in", Words], sent!.Arguments.TakeLast(3));
        Assert.Equal(" " + Words, scripted!.Arguments[^1]); // No option: osascript reads on until the first word that is none.
        Assert.Equal("on run argv", scripted.Arguments[1]); // AppleScript has words of its own, "words" among them, that name no variable.
        Assert.DoesNotContain(scripted.Arguments.SkipLast(1), word => word.Contains("evil", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_notification_is_really_sent_and_its_program_s_answer_counts()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "notify-send is Linux's; osascript has a place of its own");
        using var home = new SyntheticHome();
        string told = Path.Combine(home.Folder, "told");
        string program = Path.Combine(home.Folder, "notify-send");
        string script = $"#!/bin/sh\nfor word; do printf '%s\\n' \"$word\"; done > '{told}'\n[ \"$word\" = 'Choose 42.' ]\n";

        // By a child: a file that this process has open cannot be executed, and another test may start a program that inherits it for a moment.
        await ChildProcess.RunAsync(new ChildCommand("sh", ["-c", "printf %s \"$1\" > \"$0\"; chmod 700 \"$0\"", program, script]), 1000, TestContext.Current.CancellationToken);

        var desktop = new DesktopNotifier(new SystemEnvironment(name => name == "DISPLAY" ? ":0" : null, isWindows: false), TimeProvider.System) { NotifySend = program };

        Assert.True(await desktop.TryNotifyAsync("Choose 42.", TestContext.Current.CancellationToken));
        Assert.Equal(["--", "AWS sign-in", "Choose 42."], (await File.ReadAllLinesAsync(told, TestContext.Current.CancellationToken)).TakeLast(3));
        Assert.False(await desktop.TryNotifyAsync("Choose 43.", TestContext.Current.CancellationToken));
        File.Delete(program);
        Assert.False(await desktop.TryNotifyAsync("Choose 42.", TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Without_a_desktop_nothing_is_tried() =>
        Assert.Null(new DesktopNotifier(new SystemEnvironment(_ => null, isWindows: false), TimeProvider.System).CommandFor("x", isMacOS: false));

    private sealed class FakeNotifier : INotifier
    {
        public List<string> Shown { get; } = [];

        public async Task<bool> TryNotifyAsync(string message, CancellationToken cancellationToken)
        {
            Shown.Add(message);
            await Task.Yield();
            return false;
        }
    }

    private sealed class Watchers(List<string> told) : IProgress<LoginNotice>
    {
        public void Report(LoginNotice value) => told.Add(value.Address ?? value.Words);
    }
}
