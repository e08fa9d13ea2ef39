using System.Text.Json;
using Keepalive.Aws.AccessKeys;
using Keepalive.Configuration;
using Keepalive.Credentials;
using Keepalive.Platform.Time;
using Keepalive.Sandbox.Services;

namespace Keepalive.Sandbox.Story;

/// <summary>The first chapter: keys of a login tool reach Claude Code, run out, are refused, and come back.</summary>
internal static class KeysExpireAndComeBack
{
    private const string Profile = "work";
    private const int ExpiredStatus = 3;

    public static async Task<bool> TellAsync(Narrator narrator, CancellationToken cancellationToken)
    {
        string folder;
        using (var home = new ThrowAwayHome())
        {
            folder = home.Folder;
            narrator.Title("Chapter 1: the keys of a login tool reach Claude Code, expire, are rejected, and are renewed.");
            narrator.Step($"A temporary home folder: {home.Folder}", Directory.Exists(home.Folder));

            await LogInAsync(narrator, home, "A login tool signs in and writes temporary keys that are valid for 90 s", 90, cancellationToken);
            ExportedKey? first = await ExportAsync(narrator, home, cancellationToken);
            await CompareWithCoreAsync(narrator, home, first, cancellationToken);
            await ShowStatusAsync(narrator, home, "claude-aws status is run", seconds => seconds is > 60 and <= 90, cancellationToken);

            FakeLoginTool.Expire(home.CredentialsFile, TimeSpan.FromMinutes(1));
            await ShowStatusAsync(narrator, home, "The keys expire (the expiry in the file is now one minute ago)", seconds => seconds is < -55 and > -90, cancellationToken);
            await ShowRefusalAsync(narrator, home, cancellationToken);

            await LogInAsync(narrator, home, "The login tool signs in again", 3600, cancellationToken);
            ExportedKey? second = await ExportAsync(narrator, home, cancellationToken);
            narrator.Step("The keys are new, not the old ones", first is not null && second is not null && first.AccessKeyId != second.AccessKeyId);
        }

        narrator.Step("The temporary home folder is deleted", !Directory.Exists(folder));
        narrator.End();
        return narrator.AllHeld;
    }

    private static async Task LogInAsync(Narrator narrator, ThrowAwayHome home, string text, int seconds, CancellationToken cancellationToken)
    {
        string[] arguments = [FakeLoginTool.Verb, home.CredentialsFile, Profile, seconds.ToString(System.Globalization.CultureInfo.InvariantCulture)];
        ProgramResult result = await home.RunAsync(Programs.Sandbox, arguments, cancellationToken);
        narrator.Step(text, result.ExitStatus == 0, result.FirstErrorLine);
    }

    private static async Task<ExportedKey?> ExportAsync(Narrator narrator, ThrowAwayHome home, CancellationToken cancellationToken)
    {
        ProgramResult result = await home.RunAsync(Programs.Companion, ["export", "--profile", Profile], cancellationToken);
        ExportedKey? key = result.ExitStatus == 0 && result.Output.EndsWith('\n') && result.Output.Count(c => c == '\n') == 1
            ? ExportedKey.Read(result.Output)
            : null;
        narrator.Step($"claude-aws export gives Claude Code one line of JSON: key {key?.Masked}, until {key?.Expiration}", key is not null, result.FirstErrorLine);
        return key;
    }

    private static async Task CompareWithCoreAsync(Narrator narrator, ThrowAwayHome home, ExportedKey? exported, CancellationToken cancellationToken)
    {
        var resolver = new CredentialResolver(home.Environment, KeepaliveConfiguration.Default, TimeProvider.System);
        AwsCredential credential = await resolver.ResolveAsync(
            resolver.Choose(Profile), Deadline.After(TimeProvider.System, TimeSpan.FromSeconds(15)), cancellationToken);
        narrator.Step($"The Core library, which the PowerShell module uses, returns the same: {credential}", credential.AccessKeyId == exported?.AccessKeyId);
    }

    private static async Task ShowStatusAsync(
        Narrator narrator, ThrowAwayHome home, string text, Predicate<long> holds, CancellationToken cancellationToken)
    {
        ProgramResult result = await home.RunAsync(Programs.Companion, ["status", "--profile", Profile, "--json"], cancellationToken);
        using JsonDocument document = JsonDocument.Parse(result.Output.Length > 0 ? result.Output : "{}");
        bool told = document.RootElement.TryGetProperty("remainingSeconds", out JsonElement seconds);
        narrator.Step($"{text}: claude-aws status shows {seconds} s left", told && holds(seconds.GetInt64()), result.FirstErrorLine);
    }

    private static async Task ShowRefusalAsync(Narrator narrator, ThrowAwayHome home, CancellationToken cancellationToken)
    {
        ProgramResult result = await home.RunAsync(Programs.Companion, ["export", "--profile", Profile], cancellationToken);
        bool refused = result.ExitStatus == ExpiredStatus && result.Output.Length == 0 && result.Errors.Contains("expired", StringComparison.Ordinal);
        narrator.Step($"claude-aws export fails, exit status {result.ExitStatus}: {result.FirstErrorLine}", refused);
    }
}
