using Keepalive.Core.Tests.ClaudeCode.Installation;
using Keepalive.Core.Tests.Diagnostics;

namespace Keepalive.Core.Tests.Platform.Files;

/// <summary>What another program writes while ours changes the same file is never lost, at whatever moment it comes.</summary>
public sealed class RacingWriterTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(WriterKindName.Rename)]
    [InlineData(WriterKindName.Truncate)]
    [InlineData(WriterKindName.EarlierHandle)]
    public void A_login_tool_that_writes_new_keys_while_the_doctor_mends_loses_none(string kind)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "writers of Unix");
        int refused = 0, mended = 0;
        RaceRun.Run(number => new MendingRace(number, Enum.Parse<WriterKind>(kind), race => Count(race, ref refused, ref mended)));
        output.WriteLine($"{RaceRun.Races} races, {refused} refused, {mended} mended and joined");
    }

    [Theory]
    [InlineData(WriterKindName.Rename)]
    [InlineData(WriterKindName.Truncate)]
    [InlineData(WriterKindName.EarlierHandle)]
    public void A_setting_that_Claude_Code_writes_during_an_installation_is_kept(string kind)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "writers of Unix");
        int refused = 0, joined = 0;
        RaceRun.Run(number => new InstallationRace(number, Enum.Parse<WriterKind>(kind), race => Count(race, ref refused, ref joined)));
        output.WriteLine($"{RaceRun.Races} races, {refused} refused, {joined} joined");
    }

    private static void Count(Race race, ref int refused, ref int joined)
    {
        if (race.Refusal is not null)
        {
            refused++;
        }
        else if (File.ReadAllText(race.File) != race.Text)
        {
            joined++;
        }
    }

    private static class WriterKindName
    {
        public const string Rename = nameof(WriterKind.Rename);
        public const string Truncate = nameof(WriterKind.Truncate);
        public const string EarlierHandle = nameof(WriterKind.EarlierHandle);
    }

    private sealed class MendingRace : Race
    {
        private readonly DiagnosticHome _home;
        private readonly Action<Race> _done;

        [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
        public MendingRace(int number, WriterKind kind, Action<Race> done)
        {
            _done = done;
            _home = new DiagnosticHome().WithCredentials(Keys("0", "old"));
            (File, Text, Kind) = (Path.Combine(_home.Folder, ".aws", "credentials"), Keys($"{number}", "new"), kind);
        }

        public override void Look()
        {
            string text = System.IO.File.ReadAllText(File);
            Assert.Contains("new", text, StringComparison.Ordinal);
            Assert.DoesNotContain("old", text, StringComparison.Ordinal);
            Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(File)!, "*.tmp"));
            Assert.True(Refusal is null or { Code: KeepaliveErrorCode.RepairRefused }, Refusal?.ToString());
            _done(this);
        }

        public override void Dispose() => _home.Dispose();

        protected override void Change() => _home.PlanRepair().Apply(TestContext.Current.CancellationToken);

        /// <summary>With a fault that the doctor mends: keys in capitals, and an indented one.</summary>
        private static string Keys(string number, string word) =>
            $"[tool]\nAws_access_key_id = ASIAEXAMPLEEXAMPLE00\naws_secret_access_key = {word}{number}\n  aws_session_token = {word}\nx_security_token_expires = 2099-01-01T00:00:00Z\n";
    }

    private sealed class InstallationRace : Race
    {
        private readonly InstallHome _home = new();
        private readonly Action<Race> _done;

        [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
        public InstallationRace(int number, WriterKind kind, Action<Race> done)
        {
            _done = done;
            _home.With("{\n  \"model\": \"opus\"\n}\n");
            (File, Text, Kind) = (_home.SettingsPath, $"{{\n  \"model\": \"opus\",\n  \"feedbackSurveyState\": {number}\n}}\n", kind);
        }

        public override void Look()
        {
            Assert.Contains("feedbackSurveyState", System.IO.File.ReadAllText(File), StringComparison.Ordinal);
            Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(File)!, "*.tmp"));
            Assert.True(Refusal is null or { Code: KeepaliveErrorCode.InstallationRefused }, Refusal?.ToString());
            _done(this);
        }

        public override void Dispose() => _home.Dispose();

        protected override void Change() => _home.Install();
    }
}
