using System.Text.Json.Nodes;
using Keepalive.ClaudeCode.Installation;
using Keepalive.Core.Tests.Platform.Jsonc;
using Keepalive.Platform.Files;

namespace Keepalive.Core.Tests.ClaudeCode.Installation;

/// <summary>Killed between any two steps: what was there before can be had back, and a second try ends well.</summary>
public sealed class InterruptedInstallationTests
{
    private const string Before = "{\r\n\t// mine\r\n\t\"awsAuthRefresh\": \"aws sso login\",\r\n\t\"env\": { \"AWS_PROFILE\": \"work\" },\r\n}\r\n";

    /// <summary>Stands for SIGKILL: nothing of ours catches it.</summary>
    private sealed class Killed : Exception;

    [Theory]
    [InlineData(Before)]
    [InlineData("// mine\n")]
    [InlineData(null)]
    public void An_installation_that_is_killed_at_any_step_is_taken_out_to_the_last_byte(string? settings)
    {
        int steps = CountSteps(home => home.Plan(Wanted(home)).Apply, settings);
        Assert.InRange(steps, 6, 30);
        for (int step = 1; step <= steps; step++)
        {
            using InstallHome home = Home(settings);
            SortedDictionary<string, string> before = home.Files();

            Assert.Throws<Killed>(() => home.Plan(Wanted(home)).Apply(After(step)));
            home.Uninstall();

            Assert.Equal(before, home.Files());
            Assert.Empty(Copies(home));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_reinstallation_that_is_killed_at_any_step_never_leaves_the_profile_behind(bool isEdited)
    {
        int steps = CountSteps(home => Installed(home, isEdited).Plan(Other(home)).Apply);
        for (int step = 1; step <= steps; step++)
        {
            using InstallHome home = Home(Before);
            SortedDictionary<string, string> before = home.Files();
            Installed(home, isEdited);

            Assert.Throws<Killed>(() => home.Plan(Other(home)).Apply(After(step)));
            home.Uninstall();

            if (isEdited)
            {
                Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{ "awsAuthRefresh": "aws sso login", "env": { "AWS_PROFILE": "work" }, "theirs": 1 }"""), Read(home)), $"step {step}: {home.Settings}");
                before.Remove(".claude/settings.json");
                SortedDictionary<string, string> after = home.Files();
                after.Remove(".claude/settings.json");
                Assert.Equal(before, after);
            }
            else
            {
                Assert.Equal(before, home.Files());
            }

            Assert.Empty(Copies(home));
        }
    }

    [Fact]
    public void A_killed_reinstallation_that_is_repeated_in_three_ways_still_knows_the_first_content()
    {
        int steps = CountSteps(home => Installed(home, isEdited: false).Plan(Other(home)).Apply);
        for (int step = 1; step <= steps; step++)
        {
            using InstallHome home = Home(Before);
            SortedDictionary<string, string> before = home.Files();
            Installed(home, isEdited: false);

            Assert.Throws<Killed>(() => home.Plan(Other(home)).Apply(After(step)));
            Assert.Throws<Killed>(() => home.Plan(home.Options with { Region = "eu-west-1" }).Apply(After(Math.Min(step, 4))));
            home.Install(Wanted(home));
            home.Uninstall();

            Assert.Equal(before, home.Files());
        }
    }

    [Theory]
    [InlineData(Before)]
    [InlineData(null)]
    public void Taking_out_that_is_killed_at_any_step_is_ended_by_the_next_try(string? settings)
    {
        int steps = CountSteps(home => Uninstaller.Plan(Installed(home, isEdited: false).Home.Environment, SettingsScope.User, home.WorkingDirectory, home.Home.Clock).Apply, settings);
        for (int step = 1; step <= steps; step++)
        {
            using InstallHome home = Home(settings);
            SortedDictionary<string, string> before = home.Files();
            Installed(home, isEdited: false);

            Assert.Throws<Killed>(() => Uninstaller.Plan(home.Home.Environment, SettingsScope.User, home.WorkingDirectory, home.Home.Clock).Apply(After(step)));
            Uninstaller second = home.Uninstall();

            Assert.Equal(before, home.Files());
            Assert.Empty(second.Notes);
            Assert.Empty(Copies(home));
        }
    }

    [Fact]
    public void Taking_out_that_is_killed_and_then_installed_again_comes_back_to_the_first_content()
    {
        int steps = CountSteps(home => Uninstaller.Plan(Installed(home, isEdited: false).Home.Environment, SettingsScope.User, home.WorkingDirectory, home.Home.Clock).Apply);
        for (int step = 1; step <= steps; step++)
        {
            using InstallHome home = Home(Before);
            SortedDictionary<string, string> before = home.Files();
            Installed(home, isEdited: false);

            Assert.Throws<Killed>(() => Uninstaller.Plan(home.Home.Environment, SettingsScope.User, home.WorkingDirectory, home.Home.Clock).Apply(After(step)));
            home.Install(Wanted(home));
            home.Uninstall();

            Assert.Equal(before, home.Files());
        }
    }

    [Fact]
    public void What_a_killed_installation_was_about_to_record_goes_when_it_is_taken_out()
    {
        using InstallHome home = Home(Before);
        string folder = InstallationRecord.Folder(home.Home.Environment);

        // No process has this number.
        home.Home.Write(Path.Combine(folder, $"1.before.7fffffff-{TemporaryWriter.ThisMachine:x8}-abcdefgh{TemporaryName.Suffix}"), "{ \"secret\": 1 }"u8);

        home.Uninstall();

        Assert.Empty(Copies(home));
    }

    [Fact]
    public void Three_scopes_at_once_are_all_taken_out_again()
    {
        SettingsScope[] scopes = [SettingsScope.User, SettingsScope.Project, SettingsScope.Local];
        for (int round = 0; round < 10; round++)
        {
            using InstallHome home = Home(Before);
            home.Home.Write(Path.Combine(home.WorkingDirectory, ".claude", "settings.json"), "{ \"model\": \"opus\" }"u8);
            home.Home.Write(Path.Combine(home.WorkingDirectory, ".claude", "settings.local.json"), "{}"u8);
            SortedDictionary<string, string> before = home.Files();

            Parallel.ForEach(scopes, scope => home.Install(home.Options with { Scope = scope, Profile = "work", UsesBedrock = true }));
            foreach (SettingsScope scope in scopes.OrderBy(scope => (round + (int)scope) % 3))
            {
                home.Uninstall(scope);
            }

            Assert.Equal(before, home.Files());
            Assert.Empty(Copies(home));
        }
    }

    [Fact]
    public void A_step_that_fails_takes_those_before_it_back()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("A folder is put in the way by its mode.");
            return;
        }

        using InstallHome home = Home(Before);
        SortedDictionary<string, string> before = home.Files();
        var installation = home.Plan(Wanted(home));
        int step = 0;

        // The settings can be judged writable, and then turn out not to be: here a folder takes the place of the file.
        var fault = Assert.Throws<KeepaliveException>(() => installation.Apply(() =>
        {
            if (++step == 5)
            {
                File.Delete(home.SettingsPath);
                Directory.CreateDirectory(home.SettingsPath);
            }
        }));

        Assert.NotEqual(KeepaliveErrorCode.InstallationUnfinished, fault.Code);
        Directory.Delete(home.SettingsPath);
        before.Remove(".claude/settings.json");
        Assert.Equal(before, home.Files());
        Assert.Empty(Copies(home));
    }

    [Fact]
    public void A_project_that_was_deleted_does_not_keep_the_profile_of_ours_for_ever()
    {
        using InstallHome home = Home(Before);
        SortedDictionary<string, string> before = home.Files();
        home.Install(Wanted(home));
        home.Install(home.Options with { Scope = SettingsScope.Local });
        Directory.Delete(home.WorkingDirectory, recursive: true);

        home.Uninstall();

        Assert.Equal(before, home.Files());
    }

    private static InstallOptions Wanted(InstallHome home) => home.Options with { Profile = "work", UsesBedrock = true };

    /// <summary>Takes the default chain away, and changes everything else.</summary>
    private static InstallOptions Other(InstallHome home) => home.Options with { Profile = "work", DefaultChain = false, Engine = ClaudeCodeEngine.Cmdlets, Region = "eu-west-1" };

    private static InstallHome Home(string? settings) => settings is null ? new InstallHome() : new InstallHome().With(settings);

    private static InstallHome Installed(InstallHome home, bool isEdited)
    {
        home.Install(Wanted(home));
        if (isEdited)
        {
            JsonObject rewritten = Read(home).AsObject();
            rewritten["theirs"] = 1;
            home.With(rewritten.ToJsonString());
        }

        return home;
    }

    private static int CountSteps(Func<InstallHome, Func<Action?, IReadOnlyList<string>>> apply, string? settings = Before) =>
        CountSteps(home => (Action<Action?>)(reached => apply(home)(reached)), settings);

    private static int CountSteps(Func<InstallHome, Action<Action?>> apply, string? settings = Before)
    {
        using InstallHome home = Home(settings);
        int steps = 0;
        apply(home)(() => steps++);
        return steps;
    }

    private static Action After(int steps)
    {
        int reached = 0;
        return () =>
        {
            if (++reached == steps)
            {
                throw new Killed();
            }
        };
    }

    private static JsonNode Read(InstallHome home) => JsoncSamples.Read(File.ReadAllBytes(home.SettingsPath))!;

    private static IEnumerable<string> Copies(InstallHome home) =>
        Directory.Exists(InstallationRecord.Folder(home.Home.Environment)) ? Directory.EnumerateFiles(InstallationRecord.Folder(home.Home.Environment)) : [];
}
