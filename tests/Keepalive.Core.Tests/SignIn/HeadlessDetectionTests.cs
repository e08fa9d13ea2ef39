using Keepalive.SignIn;
using Keepalive.Testing;
using Keepalive.Workers;

namespace Keepalive.Core.Tests.SignIn;

public class HeadlessDetectionTests
{
    private static readonly SignInOptions None = new();

    [Theory]
    [InlineData("DISPLAY=:0", SignInFlow.AuthorizationCode)]
    [InlineData("WAYLAND_DISPLAY=wayland-0", SignInFlow.AuthorizationCode)]
    [InlineData("", SignInFlow.DeviceCode)]
    [InlineData("DISPLAY=:10;SSH_CONNECTION=1.2.3.4 5 6 7", SignInFlow.DeviceCode)]
    [InlineData("DISPLAY=:10;SSH_TTY=/dev/pts/1", SignInFlow.DeviceCode)]
    [InlineData("DISPLAY=:0;CI=true", SignInFlow.DeviceCode)]
    [InlineData("DISPLAY=:0;CI=false", SignInFlow.AuthorizationCode)]
    [InlineData("DISPLAY=:0;CODESPACES=true", SignInFlow.DeviceCode)]
    [InlineData("DISPLAY=:0;KUBERNETES_SERVICE_HOST=10.0.0.1", SignInFlow.DeviceCode)]
    [InlineData("WSL_DISTRO_NAME=Ubuntu", SignInFlow.AuthorizationCode)]
    [InlineData("WSL_INTEROP=/run/WSL/1_interop", SignInFlow.AuthorizationCode)]
    [InlineData("WSL_DISTRO_NAME=Ubuntu;SSH_TTY=/dev/pts/1", SignInFlow.DeviceCode)]
    public void On_Linux_a_display_that_is_the_persons_decides(string variables, SignInFlow flow)
    {
        FlowChoice choice = HeadlessDetection.Choose(Linux(variables), FakeSignInService.Session, None);

        Assert.Equal(flow, choice.Flow);
        Assert.Equal(flow == SignInFlow.AuthorizationCode, choice.OpensBrowser);
        Assert.NotEmpty(choice.Reason);
    }

    [Theory]
    [InlineData("/.dockerenv")]
    [InlineData("/run/.containerenv")]
    public void A_container_gets_a_code(string file)
    {
        FlowChoice choice = HeadlessDetection.Choose(Linux("DISPLAY=:0;WSL_DISTRO_NAME=Ubuntu", file), FakeSignInService.Session, None);

        Assert.Equal((SignInFlow.DeviceCode, false, "this is a container"), (choice.Flow, choice.OpensBrowser, choice.Reason));
    }

    [Fact]
    public void The_reason_names_the_variable() =>
        Assert.Contains("SSH_TTY", HeadlessDetection.Choose(Linux("SSH_TTY=/dev/pts/1"), FakeSignInService.Session, None).Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Windows_and_macOS_need_no_display(bool isWindows, bool isMac)
    {
        var machine = new Machine(new SystemEnvironment(_ => null, isWindows), isMac, _ => false);

        Assert.Equal(SignInFlow.AuthorizationCode, HeadlessDetection.Choose(machine, FakeSignInService.Session, None).Flow);
    }

    [Fact]
    public void Options_go_before_what_is_found()
    {
        Machine desk = Linux("DISPLAY=:0"), remote = Linux("SSH_TTY=/dev/pts/1");

        Assert.Equal((SignInFlow.DeviceCode, true), Choose(desk, None with { UseDeviceCode = true }));
        Assert.Equal((SignInFlow.DeviceCode, false), Choose(desk, None with { UseDeviceCode = true, NoBrowser = true }));
        Assert.Equal((SignInFlow.AuthorizationCode, true), Choose(remote, None with { Browser = "firefox" }));
        Assert.Equal((SignInFlow.AuthorizationCode, false), Choose(desk, None with { NoBrowser = true }));
        Assert.Equal((SignInFlow.DeviceCode, false), Choose(remote, None with { NoBrowser = true }));

        static (SignInFlow, bool) Choose(Machine machine, SignInOptions options)
        {
            FlowChoice choice = HeadlessDetection.Choose(machine, FakeSignInService.Session, options);
            return (choice.Flow, choice.OpensBrowser);
        }
    }

    [Fact]
    public void The_older_form_of_a_profile_always_gets_a_code() => Assert.Equal(
        SignInFlow.DeviceCode,
        HeadlessDetection.Choose(Linux("DISPLAY=:0"), FakeSignInService.Session with { Name = null }, None with { Browser = "firefox" }).Flow);

    internal static Machine Linux(string variables, params string[] files)
    {
        var map = variables.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        return new Machine(new SystemEnvironment(map.GetValueOrDefault, isWindows: false), isMac: false, files.Contains);
    }
}
