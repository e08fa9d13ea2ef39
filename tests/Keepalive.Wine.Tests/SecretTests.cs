using Keepalive.Wine.Tests.Support;

namespace Keepalive.Wine.Tests;

public sealed class SecretTests(WineMachine machine)
{
    [Fact]
    public async Task Is_kept_in_the_Credential_Manager_and_never_shown()
    {
        WineHome home = machine.NewHome();
        string[] which = ["--account", "kept"];

        Run set = await home.TypeAsync("pässwörd 7", ["secret", "set", "--stdin", .. which]);
        Run there = await home.RunAsync(["secret", "test", .. which]);
        Run removed = await home.RunAsync(["secret", "remove", .. which]);
        Run gone = await home.RunAsync(["secret", "test", .. which]);

        Assert.Equal((0, 0, 0, 4), (set.ExitStatus, there.ExitStatus, removed.ExitStatus, gone.ExitStatus));
        Assert.Contains("in the Windows Credential Manager", there.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("wörd", set.Output + set.Errors + there.Output + there.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_longer_than_the_Credential_Manager_takes_goes_into_a_protected_file()
    {
        WineHome home = machine.NewHome();
        string[] which = ["--account", "long"];

        Run set = await home.TypeAsync(new string('x', 4000), ["secret", "set", "--stdin", .. which]);

        Assert.Equal(0, set.ExitStatus);
        string file = Assert.Single(home.Files(home.StateFolder), name => name.EndsWith(".dpapi", StringComparison.Ordinal));
        Assert.DoesNotContain("xxxx", home.Read($@"{home.StateFolder}\secrets\{file}"), StringComparison.Ordinal);
        Assert.Equal(0, (await home.RunAsync(["secret", "remove", .. which])).ExitStatus);
        Assert.DoesNotContain(home.Files(home.StateFolder), name => name.EndsWith(".dpapi", StringComparison.Ordinal));
    }
}
