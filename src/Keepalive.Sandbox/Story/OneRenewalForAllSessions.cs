using Keepalive.Sandbox.Services;

namespace Keepalive.Sandbox.Story;

/// <summary>The second chapter: fifty sessions meet a token that has ended, and one of them renews it for all.</summary>
internal static class OneRenewalForAllSessions
{
    private const int Sessions = 50;
    private const int SignInRequiredStatus = 10;

    public static async Task<bool> TellAsync(Narrator narrator, CancellationToken cancellationToken)
    {
        string folder;
        using (var home = new ThrowAwayHome())
        {
            folder = home.Folder;
            narrator.Title("Chapter 2: one sign-in to IAM Identity Center; its token expires, and one of fifty sessions renews it for all.");
            await using SandboxServer server = await SandboxServer.StartAsync(cancellationToken: cancellationToken);
            narrator.Step($"IAM Identity Center and STS are simulated at {server.BaseAddress}, home {home.Folder}", Directory.Exists(home.Folder));

            var profile = new SignedInProfile(home, server);
            narrator.Step($"A person has signed in; the token is valid until {Timestamp.Format(profile.TokenExpires)}", profile.TokenExpires > DateTimeOffset.UtcNow);
            ExportedKey? first = await ExportAsync(narrator, home, server, "claude-aws export gets the role's keys", asked: 1, cancellationToken);
            ExportedKey? again = await ExportAsync(narrator, home, server, "The next Claude Code session gets the keys from the cache", asked: 0, cancellationToken);
            narrator.Step("Both keys are the same", first is not null && first == again);

            profile.LetAnHourPass();
            narrator.Step($"An hour passes: token and keys expired at {Timestamp.Format(profile.TokenExpires)}", profile.TokenExpires < DateTimeOffset.UtcNow);
            await ShowOneRenewalAsync(narrator, home, server, first, cancellationToken);
            narrator.Step($"The token in the shared file is valid until {Timestamp.Format(profile.TokenExpires)}", profile.TokenExpires > DateTimeOffset.UtcNow.AddMinutes(50));

            profile.LetAnHourPass();
            server.IdentityCenter.RevokeAll();
            await ShowRefusalAsync(narrator, home, server, cancellationToken);
        }

        narrator.Step("The temporary home folder is deleted", !Directory.Exists(folder));
        narrator.End();
        return narrator.AllHeld;
    }

    private static async Task<ExportedKey?> ExportAsync(
        Narrator narrator, ThrowAwayHome home, SandboxServer server, string text, int asked, CancellationToken cancellationToken)
    {
        server.Log.Clear();
        ProgramResult result = await RunAsync(home, cancellationToken);
        ExportedKey? key = KeyOf(result);
        narrator.Step($"{text}: key {key?.Masked}, until {key?.Expiration}, requests to AWS: {server.Log.All.Count}", key is not null && server.Log.All.Count == asked, result.FirstErrorLine);
        return key;
    }

    /// <summary>The answer to the first is held back until all are started, so that every one of them finds the ended token.</summary>
    private static async Task ShowOneRenewalAsync(
        Narrator narrator, ThrowAwayHome home, SandboxServer server, ExportedKey? old, CancellationToken cancellationToken)
    {
        server.Log.Clear();
        var allRun = new TaskCompletionSource();
        server.Faults.Next(SandboxOperation.CreateToken, Fault.HoldUntil(allRun.Task));
        Task<ProgramResult>[] sessions = [.. Enumerable.Range(0, Sessions).Select(_ => RunAsync(home, cancellationToken))];
        Task asked = server.Log.WaitForAsync(SandboxOperation.CreateToken, 1, cancellationToken);
        Task first = await Task.WhenAny([asked, .. sessions]);
        narrator.Step($"{Sessions} sessions ask for keys at once; none has an answer yet", first == asked && !sessions.Any(session => session.IsCompleted));
        allRun.SetResult();

        ProgramResult[] results = await Task.WhenAll(sessions);
        ExportedKey?[] keys = [.. results.Select(KeyOf)];
        int same = keys.Count(key => key is not null && key == keys[0]);
        narrator.Step(
            $"{server.Log.Refreshes} CreateToken, {server.Log.Tabs} browser tabs, {same} times the same key: {keys[0]?.Masked}",
            server.Log.Count(SandboxOperation.CreateToken) == 1 && server.Log.Tabs == 0 && same == Sessions && keys[0] != old,
            results.FirstOrDefault(result => result.ExitStatus != 0)?.FirstErrorLine);
    }

    private static async Task ShowRefusalAsync(Narrator narrator, ThrowAwayHome home, SandboxServer server, CancellationToken cancellationToken)
    {
        server.Log.Clear();
        ProgramResult result = await RunAsync(home, cancellationToken);
        string[] lines = result.Errors.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        bool isRefused = result.ExitStatus == SignInRequiredStatus && result.Output.Length == 0 && server.Log.Tabs == 0;
        narrator.Step($"Another hour passes, and the sign-in was revoked: the export fails, exit status {result.ExitStatus}: {lines.FirstOrDefault()}", isRefused);
        narrator.Step($"The message shows the next step: {lines.LastOrDefault()}", lines.Length > 1 && lines[^1].Contains("login", StringComparison.Ordinal));
    }

    private static Task<ProgramResult> RunAsync(ThrowAwayHome home, CancellationToken cancellationToken) =>
        home.RunAsync(Programs.Companion, ["export", "--profile", SignedInProfile.Name, "--timeout", "60"], cancellationToken);

    private static ExportedKey? KeyOf(ProgramResult result) => result.ExitStatus == 0 ? ExportedKey.Read(result.Output) : null;
}
