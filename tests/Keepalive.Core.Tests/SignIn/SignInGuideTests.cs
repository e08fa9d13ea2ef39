using Keepalive.SignIn;
using Keepalive.Workers;

namespace Keepalive.Core.Tests.SignIn;

public sealed class SignInGuideTests
{
    private static readonly SignInProgress s_waiting = new(
        SignInPhase.WaitingForPerson, SignInFlow.DeviceCode, "a test", "https://device.example/", "ABCD-EFGH", BrowserTab.Opened, null, TimeSpan.FromMinutes(9), IsJoined: false);

    private readonly SignInGuide _guide = new("corp");

    [Fact]
    public void Address_and_code_are_told_once_however_often_the_progress_is_reported()
    {
        string? first = _guide.Instructions(s_waiting);

        Assert.Contains("\n\nhttps://device.example/\n\n", first, StringComparison.Ordinal);
        Assert.Contains("\n\nABCD-EFGH\n\n", first, StringComparison.Ordinal);
        Assert.Null(_guide.Instructions(s_waiting));
        Assert.Null(_guide.Instructions(s_waiting with { TimeLeft = TimeSpan.FromMinutes(8), Phase = SignInPhase.Starting }));
    }

    [Fact]
    public void Another_address_is_told_anew()
    {
        _guide.Instructions(s_waiting);

        Assert.Contains("https://other.example/", _guide.Instructions(s_waiting with { Address = "https://other.example/" }), StringComparison.Ordinal);
        Assert.NotNull(_guide.Instructions(s_waiting));
    }

    [Fact]
    public void The_address_of_a_login_tool_is_told_and_again_when_its_code_comes()
    {
        SignInProgress tool = s_waiting with { Flow = SignInFlow.Command, UserCode = null, Tab = BrowserTab.NotWanted };

        Assert.Contains("\n\nhttps://device.example/\n\n", _guide.Instructions(tool), StringComparison.Ordinal);
        Assert.Equal("Open the address in a browser on this machine and approve", SignInGuide.Status(tool));
        Assert.Contains("\n\nABCD-EFGH\n\n", _guide.Instructions(tool with { UserCode = "ABCD-EFGH" }), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_an_address_there_is_nothing_to_tell_and_the_next_one_is_told()
    {
        Assert.Null(_guide.Instructions(s_waiting with { Address = null }));
        Assert.NotNull(_guide.Instructions(s_waiting));
        Assert.Null(_guide.Instructions(s_waiting with { Address = null }));
        Assert.Null(_guide.Instructions(s_waiting));
    }

    [Theory]
    [InlineData(BrowserTab.Opened, "Approve in the browser tab that opens.")]
    [InlineData(BrowserTab.OpenedBefore, "A browser tab was opened a few minutes ago.")]
    [InlineData(BrowserTab.NotWanted, "Open this address in a browser:")]
    [InlineData(BrowserTab.Failed, "Open this address in a browser:")]
    public void What_to_do_depends_on_the_tab(BrowserTab tab, string expected) =>
        Assert.Contains(expected, _guide.Instructions(s_waiting with { Tab = tab }), StringComparison.Ordinal);

    [Fact]
    public void A_tab_that_could_not_be_opened_is_told_once_and_only_with_an_address()
    {
        SignInProgress failed = s_waiting with { Tab = BrowserTab.Failed, TabProblem = "no browser" };

        Assert.Null(_guide.TabProblem(failed with { Address = null }));
        Assert.Null(_guide.TabProblem(s_waiting));
        Assert.Equal("no browser", _guide.TabProblem(failed));
        Assert.Null(_guide.TabProblem(failed));
    }

    [Fact]
    public void Whoever_joins_a_sign_in_is_told_so_and_in_which_browser_it_ends()
    {
        string? joined = _guide.Instructions(s_waiting with { IsJoined = true, Flow = SignInFlow.AuthorizationCode, UserCode = null });

        Assert.StartsWith("A sign-in to 'corp' is already running", joined, StringComparison.Ordinal);
        Assert.Contains("Sign in to 'corp' with a browser on this machine (a test)", joined, StringComparison.Ordinal);
        Assert.DoesNotContain("this code", joined, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SignInPhase.Starting, null, null, null, BrowserTab.NotYet, "Preparing the sign-in")]
    [InlineData(SignInPhase.Succeeded, null, null, null, BrowserTab.Opened, "Finishing the sign-in")]
    [InlineData(SignInPhase.WaitingForPerson, "https://a/", "AB", null, BrowserTab.Opened, "Approve in the browser, code AB")]
    [InlineData(SignInPhase.WaitingForPerson, "https://a/", null, null, BrowserTab.Opened, "Approve in the browser tab")]
    [InlineData(SignInPhase.WaitingForPerson, "https://a/", null, null, BrowserTab.Failed, "Open the address in a browser on this machine and approve")]
    [InlineData(SignInPhase.WaitingForPerson, "https://a/", "AB", "42", BrowserTab.Opened, "Choose 42 on your other device")]
    public void One_line_says_what_to_do_now(SignInPhase phase, string? address, string? code, string? number, BrowserTab tab, string expected) => Assert.Equal(
        expected, SignInGuide.Status(s_waiting with { Phase = phase, Address = address, UserCode = code, Number = number, Tab = tab, Flow = SignInFlow.AuthorizationCode }));
}
