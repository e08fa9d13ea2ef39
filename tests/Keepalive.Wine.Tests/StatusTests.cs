using System.Text.Json;
using Keepalive.Wine.Tests.Support;

namespace Keepalive.Wine.Tests;

public sealed class StatusTests(WineMachine machine)
{
    [Fact]
    public async Task Tells_a_program_what_the_profile_has_and_where_it_stands()
    {
        WineHome home = machine.NewHome();
        home.Write(home.CredentialsFile, Keys.Profile("default"));

        Run run = await home.RunAsync("status", "--json");

        Assert.Equal((0, string.Empty), (run.ExitStatus, run.Errors));
        Assert.DoesNotContain(Keys.Secret, run.Output, StringComparison.Ordinal);
        using JsonDocument document = JsonDocument.Parse(run.Output);
        Assert.Equal($"{home.CredentialsFile}, line 2", document.RootElement.GetProperty("location").GetString());
        Assert.Equal(Keys.FarAway, document.RootElement.GetProperty("expires").GetString());
        Assert.Equal("Valid", document.RootElement.GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task A_profile_name_beyond_ASCII_comes_out_as_UTF_8()
    {
        WineHome home = machine.NewHome();
        home.Write(home.CredentialsFile, Keys.Profile("größe-日本"));

        Run run = await home.RunAsync("status", "--all");

        Assert.Equal((0, string.Empty), (run.ExitStatus, run.Errors));
        Assert.Contains("größe-日本", run.Output, StringComparison.Ordinal);
    }
}
