using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Keepalive.ClaudeCode.Installation;
using Keepalive.Core.Tests.Platform.Jsonc;

namespace Keepalive.Core.Tests.ClaudeCode.Installation;

/// <summary>What goes in comes out: every byte when nobody has touched the file since, every value of others in any case.</summary>
public sealed class RoundTripTests
{
    [Fact]
    [Trait("Migration", "W14")]
    [Trait("Migration", "S31")]
    public void Two_hundred_files_get_back_every_byte()
    {
        List<(string Name, byte[] Content)> all = [.. RealWorldSettings.All()];
        Assert.Equal(200, all.Count);
        foreach ((string name, byte[] content) in all)
        {
            using InstallHome home = new InstallHome().WithBytes(content);
            SortedDictionary<string, string> before = home.Files();

            home.Install();
            byte[] installed = File.ReadAllBytes(home.SettingsPath);
            Assert.True(KeepsOthers(content, installed), name);
            home.Install();
            Assert.True(installed.AsSpan().SequenceEqual(File.ReadAllBytes(home.SettingsPath)), $"a second run changed: {name}");
            home.Uninstall();

            Assert.Equal(before, home.Files());
        }
    }

    [Fact]
    public void A_file_that_Claude_Code_has_rewritten_since_loses_what_is_ours_alone()
    {
        foreach ((string name, byte[] content) in RealWorldSettings.All().Where((_, index) => index % 10 == 0))
        {
            using InstallHome home = new InstallHome().WithBytes(content);
            home.Install();
            JsonObject rewritten = JsoncSamples.Read(File.ReadAllBytes(home.SettingsPath))!.AsObject();
            rewritten["theirs"] = "stays";
            home.With(rewritten.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));

            home.Uninstall();

            JsonNode expected = string.IsNullOrWhiteSpace(Encoding.UTF8.GetString(content).Split("//")[0]) ? new JsonObject() : JsoncSamples.Read(content)!;
            expected["theirs"] = "stays";
            Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(home.Settings)), $"{name}:\n{home.Settings}");
        }
    }

    [Fact]
    public void Five_megabytes_come_back_too()
    {
        string members = string.Join(",\n", Enumerable.Range(0, 150_000).Select(index => $"  \"key{index:d6}\": [{index}, \"xyz\"]"));
        byte[] content = Encoding.UTF8.GetBytes("{\n" + members + "\n}\n");
        using InstallHome home = new InstallHome().WithBytes(content);

        home.Install();
        home.Uninstall();

        Assert.True(content.Length > 4_500_000);
        Assert.True(content.AsSpan().SequenceEqual(File.ReadAllBytes(home.SettingsPath)));
    }

    [Fact]
    public void A_value_that_somebody_has_changed_since_is_his()
    {
        using InstallHome home = new InstallHome().With("{\n  \"awsAuthRefresh\": \"old\"\n}\n");
        home.Install();
        JsonObject changed = JsoncSamples.Read(File.ReadAllBytes(home.SettingsPath))!.AsObject();
        changed["awsCredentialExport"] = "mine";
        home.With(changed.ToJsonString());

        Uninstaller uninstallation = home.Uninstall();

        JsonNode after = JsonNode.Parse(home.Settings)!;
        Assert.Equal("mine", (string?)after["awsCredentialExport"]);
        Assert.Equal("old", (string?)after["awsAuthRefresh"]);
        Assert.Null(after["statusLine"]);
        Assert.Contains(uninstallation.Notes, note => note.StartsWith("awsCredentialExport in ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_hook_that_somebody_has_put_beside_ours_stays()
    {
        using InstallHome home = new InstallHome().With("{}");
        home.Install();
        JsonObject changed = JsoncSamples.Read(File.ReadAllBytes(home.SettingsPath))!.AsObject();
        changed["hooks"]!["Stop"] = new JsonArray(new JsonObject { ["hooks"] = new JsonArray() });
        changed["hooks"]!["SessionStart"]![0]!["hooks"]!.AsArray().Add((JsonNode)new JsonObject { ["type"] = "command", ["command"] = "theirs" });
        home.With(changed.ToJsonString());

        home.Uninstall();

        Assert.Equal("""{"hooks":{"SessionStart":[{"hooks":[{"type":"command","command":"theirs"}]}],"Stop":[{"hooks":[]}]}}""", JsonNode.Parse(home.Settings)!.ToJsonString());
    }

    [Fact]
    public void Without_a_record_what_is_recognisably_ours_goes()
    {
        using InstallHome home = new InstallHome().With("""{ "model": "opus" }""");
        home.Install();
        Directory.Delete(InstallationRecord.Folder(home.Home.Environment), recursive: true);

        home.Uninstall();

        Assert.Equal("""{"model":"opus"}""", JsonNode.Parse(home.Settings)!.ToJsonString());
    }

    [Fact]
    public void Where_nothing_of_ours_is_no_byte_is_touched()
    {
        using InstallHome home = new InstallHome().With("""{ "hooks": {}, "env": {} }""");

        Assert.Empty(home.Uninstall().ChangedFiles);

        Assert.Equal("""{ "hooks": {}, "env": {} }""", home.Settings);
    }

    [Fact]
    public void A_reinstallation_after_changes_of_others_still_knows_what_stood_there_first()
    {
        using InstallHome home = new InstallHome().With("""{ "awsAuthRefresh": "old" }""");
        home.Install();
        home.With(home.Settings.TrimEnd()[..^1] + ", \"theirs\": 1 }");
        home.Install(home.Options with { DefaultChain = false });

        home.Uninstall();

        JsonNode after = JsoncSamples.Read(File.ReadAllBytes(home.SettingsPath))!;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{ "awsAuthRefresh": "old", "theirs": 1 }"""), after), home.Settings);
    }

    private static bool KeepsOthers(byte[] before, byte[] after)
    {
        JsonObject now = JsoncSamples.Read(after)!.AsObject();
        if (string.IsNullOrWhiteSpace(Encoding.UTF8.GetString(before).Replace("\uFEFF", "", StringComparison.Ordinal).Split("//")[0]) && !Encoding.UTF8.GetString(before).Contains('{', StringComparison.Ordinal))
        {
            return now.Count > 0;
        }

        JsonObject then = JsoncSamples.Read(before)!.AsObject();
        string[] ours = ["awsCredentialExport", "awsAuthRefresh", "hooks", "statusLine", "env"];
        return then.All(member => ours.Contains(member.Key) || JsonNode.DeepEquals(member.Value, now[member.Key]));
    }
}
