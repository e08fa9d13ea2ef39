using Keepalive.Wine.Tests.Support;

namespace Keepalive.Wine.Tests;

public sealed class FileLocationTests(WineMachine machine)
{
    private const string Elsewhere = "ASIAELSEWHERE0000002";

    [Fact]
    public async Task HOME_goes_before_USERPROFILE()
    {
        WineHome home = machine.NewHome();
        home.Write(home.CredentialsFile, Keys.Profile("default"));
        home.Write($@"{home.Folder}\git home\.aws\credentials", Keys.Profile("default", accessKeyId: Elsewhere));
        home.Variables["HOME"] = $@"{home.Folder}\git home";

        Assert.Equal(new Run(0, Keys.Line(accessKeyId: Elsewhere), string.Empty), await home.ExportAsync());
    }

    [Theory]
    [InlineData(@"{0}\my keys.ini")]
    [InlineData("{0}/my keys.ini")]
    [InlineData(@"~\my keys.ini")]
    [InlineData("~/my keys.ini")]
    public async Task The_variable_names_the_credentials_file_in_each_way_Windows_knows(string value)
    {
        WineHome home = machine.NewHome();
        home.Write(home.CredentialsFile, Keys.Profile("default"));
        home.Write($@"{home.Folder}\my keys.ini", Keys.Profile("default", accessKeyId: Elsewhere));
        string path = value.Replace("{0}", home.Folder, StringComparison.Ordinal);
        home.Variables["AWS_SHARED_CREDENTIALS_FILE"] = value.Contains('/', StringComparison.Ordinal) ? path.Replace('\\', '/') : path;

        Assert.Equal(new Run(0, Keys.Line(accessKeyId: Elsewhere), string.Empty), await home.ExportAsync());
    }

    [Fact]
    public async Task The_configuration_file_is_found_in_APPDATA()
    {
        WineHome home = machine.NewHome();
        home.Write($@"{home.Folder}\AppData\Roaming\claude-aws\config.json", """{ "profile": "work" }""");
        home.Write(home.CredentialsFile, Keys.Profile("work"));

        Assert.Equal(new Run(0, Keys.Line(), string.Empty), await home.ExportAsync());
    }
}
