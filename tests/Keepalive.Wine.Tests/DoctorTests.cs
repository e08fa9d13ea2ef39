using System.Text.Json;
using Keepalive.Wine.Tests.Support;

namespace Keepalive.Wine.Tests;

public sealed class DoctorTests(WineMachine machine)
{
    private const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Theory]
    [InlineData(Mine, null)]
    [InlineData(Mine | UnixFileMode.OtherRead, "read")]
    [InlineData(Mine | UnixFileMode.OtherRead | UnixFileMode.OtherWrite, "change")]
    public async Task Names_who_may_read_or_change_a_file_with_keys(UnixFileMode mode, string? what)
    {
        WineHome home = machine.NewHome();
        home.Write(home.CredentialsFile, Keys.Profile("default"));
        home.SetMode(home.CredentialsFile, mode);

        Run run = await home.RunAsync("doctor", "--offline", "--json");

        Assert.DoesNotContain(Keys.Secret, run.Output + run.Errors, StringComparison.Ordinal);
        using JsonDocument document = JsonDocument.Parse(run.Output);
        string? seen = (from finding in document.RootElement.GetProperty("findings").EnumerateArray()
                        where finding.GetProperty("id").GetString() == "KA011"
                        select finding.GetProperty("seen").GetString()).SingleOrDefault();
        Assert.Equal(what is null ? null : $@"Everyone may {what} ~\.aws\credentials.", seen);
    }

    [Fact]
    public async Task Exits_with_1_where_something_does_not_work_and_fits_80_columns()
    {
        WineHome home = machine.NewHome();
        home.Variables["AWS_PROFILE"] = "nowhere";

        Run run = await home.RunAsync("doctor", "--offline");

        Assert.Equal(1, run.ExitStatus);
        Assert.Contains("KA101", run.Output, StringComparison.Ordinal);
        Assert.All(run.Output.Split('\n'), line => Assert.True(line.TrimEnd('\r').Length <= 80, line));
    }
}
