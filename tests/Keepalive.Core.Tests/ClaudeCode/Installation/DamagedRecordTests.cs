using System.Text;
using System.Text.Json.Nodes;
using Keepalive.ClaudeCode.Installation;
using Keepalive.Core.Tests.Platform.Jsonc;

namespace Keepalive.Core.Tests.ClaudeCode.Installation;

/// <summary>A record that can't be used is named with its place; what is recognisably ours is taken out all the same.</summary>
public sealed class DamagedRecordTests : IDisposable
{
    private readonly InstallHome _home = new InstallHome().With("""{ "awsAuthRefresh": "old", "model": "opus" }""");

    private string RecordPath => Path.Combine(InstallationRecord.Folder(_home.Home.Environment), "record.json");

    private string ConfigurationPath => Keepalive.Configuration.ConfigurationFile.Locate(_home.Home.Environment)!;

    [Theory]
    [InlineData("{ \"files\": [], \"files\": [] }", "line 1, column 16: 'files' occurs twice")]
    [InlineData("{ \"version\": 2, \"files\": [", "line 1, column ")]
    [InlineData("[]", "it is not an object")]
    [InlineData("{}", "it has no list of files")]
    [InlineData("{ \"files\": [ 1 ] }", "a file entry is not an object")]
    [InlineData("{ \"files\": [ { \"path\": 5 } ] }", "a value in it has the wrong type")]
    [InlineData("{ \"files\": [ { \"path\": \"/x\", \"kind\": \"Settings\", \"existed\": true, \"id\": 1e99 } ] }", "a value in it has the wrong type")]
    [InlineData("{ \"files\": [ { \"path\": \"/x\", \"kind\": \"7\", \"existed\": true, \"id\": 1 } ] }", "'kind' has an unknown value")]
    [InlineData("", "it is not an object")]
    public void What_was_written_is_given_back_by_its_copies_and_the_fault_is_named(string record, string fault)
    {
        _home.Install();
        File.WriteAllText(RecordPath, record);

        Uninstaller uninstallation = _home.Uninstall();

        Assert.Equal("""{ "awsAuthRefresh": "old", "model": "opus" }""", _home.Settings);
        Assert.False(File.Exists(_home.Home.ConfigPath));
        string note = Assert.Single(uninstallation.Notes);
        Assert.Contains(RecordPath, note, StringComparison.Ordinal);
        Assert.Contains(fault, note, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_that_were_changed_since_lose_what_is_recognisably_ours()
    {
        _home.Install();
        File.WriteAllText(RecordPath, "torn");
        JsonObject settings = JsoncSamples.Read(File.ReadAllBytes(_home.SettingsPath))!.AsObject();
        settings["theirs"] = 1;
        _home.With(settings.ToJsonString());

        _home.Uninstall();

        Assert.Equal("""{"model":"opus","theirs":1}""", JsonNode.Parse(_home.Settings)!.ToJsonString());
        Assert.DoesNotContain("claude-aws", File.Exists(_home.Home.ConfigPath) ? File.ReadAllText(_home.Home.ConfigPath) : string.Empty, StringComparison.Ordinal);
        Assert.True(File.Exists(RecordPath));
    }

    [Fact]
    public void An_installation_puts_it_aside_with_all_its_copies_and_says_so()
    {
        _home.Install();
        File.WriteAllText(RecordPath, "torn");

        var installation = _home.Install(_home.Options with { Region = "eu-west-1" });

        Assert.Contains(installation.Notes, note => note.Contains("line 1, column 1", StringComparison.Ordinal));
        string aside = InstallationRecord.Folder(_home.Home.Environment) + ".damaged";
        Assert.Equal("torn", File.ReadAllText(Path.Combine(aside, "record.json")));
        Assert.Contains(Directory.EnumerateFiles(aside, "*.before"), copy => File.ReadAllText(copy).Contains("\"old\"", StringComparison.Ordinal));
        _home.Uninstall();
        Assert.Equal("""{ "awsAuthRefresh": "old", "model": "opus" }""", _home.Settings);
        Assert.False(File.Exists(_home.Home.ConfigPath));
    }

    [Fact]
    public void An_installation_over_a_forgotten_one_does_not_take_its_values_for_those_of_somebody_else()
    {
        _home.Install();
        Directory.Delete(InstallationRecord.Folder(_home.Home.Environment), recursive: true);

        var installation = _home.Install(_home.Options with { Engine = ClaudeCodeEngine.Cmdlets, Region = "eu-west-1" });

        Assert.DoesNotContain(installation.Notes, note => note.Contains("had another value", StringComparison.Ordinal));
        _home.Uninstall();
        Assert.Equal("""{ "model": "opus" }""", _home.Settings);
    }

    [Fact]
    public void Its_copies_give_the_configuration_back_too()
    {
        _home.Install(_home.Options with { Profile = "default" });
        Assert.True(File.Exists(ConfigurationPath));
        File.WriteAllText(RecordPath, "torn");

        Uninstaller uninstallation = _home.Uninstall();

        Assert.False(File.Exists(ConfigurationPath));
        Assert.Single(uninstallation.Notes);
    }

    [Fact]
    public void Settings_that_nothing_explains_stay_and_are_named()
    {
        _home.Install(_home.Options with { Profile = "default" });
        File.WriteAllText(RecordPath, "torn");
        _home.Install(_home.Options with { Profile = "default" });

        Uninstaller uninstallation = _home.Uninstall();

        Assert.Contains(uninstallation.Notes, note => note.StartsWith($"{ConfigurationPath} still sets profile. ", StringComparison.Ordinal));
        Assert.Contains("\"profile\"", File.ReadAllText(ConfigurationPath), StringComparison.Ordinal);
    }

    [Fact]
    public void A_configuration_that_is_no_JSON_does_not_keep_the_installation()
    {
        _home.Install(_home.Options with { Profile = "default" });
        File.WriteAllText(RecordPath, "torn");
        File.WriteAllText(ConfigurationPath, "{ \"profile\": ");

        Assert.Single(_home.Uninstall().Notes);

        Assert.Equal("""{ "awsAuthRefresh": "old", "model": "opus" }""", _home.Settings);
        Assert.Equal("{ \"profile\": ", File.ReadAllText(ConfigurationPath));
    }

    [Fact]
    public void That_of_a_newer_version_is_left_to_it()
    {
        _home.Install();
        string newer = """{ "version": 3, "files": {} }""";
        File.WriteAllText(RecordPath, newer);

        var refusal = Assert.Throws<KeepaliveException>(() => _home.Install());
        _home.Uninstall();

        Assert.Equal(KeepaliveErrorCode.InstallationRefused, refusal.Code);
        Assert.Contains("version 3", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("""{ "awsAuthRefresh": "old", "model": "opus" }""", _home.Settings);
        Assert.Equal(newer, File.ReadAllText(RecordPath));
    }

    [Fact]
    public void The_record_of_an_earlier_form_is_read()
    {
        RecordText text = RecordText.Read(Encoding.UTF8.GetBytes(
            """{"programFolder":null,"files":[{"path":"/x","id":3,"kind":"Settings","existed":true,"created":[["hooks"]],"values":[{"path":["awsAuthRefresh"],"isHook":false,"ours":"\"a\"","previous":"\"old\""}]}]}"""));

        Assert.Null(text.Fault);
        Assert.Equal(3, Assert.Single(Assert.Single(text.Files).States).Id);
    }

    /// <summary>CLAUDE_AWS_TEST_INPUTS asks for more than the sample.</summary>
    [Fact]
    public void No_bytes_make_it_fail_otherwise_than_by_name()
    {
        _home.Install();
        byte[] good = File.ReadAllBytes(RecordPath);
        var random = new Random(20261129);
        int inputs = int.TryParse(Environment.GetEnvironmentVariable("CLAUDE_AWS_TEST_INPUTS"), out int asked) ? asked : 3_000;
        string[] pieces = ["\"", "\\ud800", "1e999", "-0", "{", "}", "null", "[", "true", "9223372036854775808", "\u0000", "é", "\"files\":", ","];
        for (int input = 0; input < inputs; input++)
        {
            List<byte> bytes = [.. good];
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                int place = random.Next(bytes.Count);
                switch (random.Next(4))
                {
                    case 0: bytes[place] = (byte)random.Next(256); break;
                    case 1: bytes.RemoveRange(place, Math.Min(random.Next(1, 40), bytes.Count - place)); break;
                    case 2: bytes.InsertRange(place, Encoding.UTF8.GetBytes(pieces[random.Next(pieces.Length)])); break;
                    default: bytes.RemoveRange(place, bytes.Count - place); bytes.Add((byte)' '); break;
                }
            }

            RecordText text = RecordText.Read(bytes.ToArray());

            Assert.True(text.Fault is null || text.Files.Count == 0);
        }
    }

    public void Dispose() => _home.Dispose();
}
