using System.Text.Json.Nodes;
using Keepalive.ClaudeCode;
using Keepalive.Sandbox.ClaudeCode;
using Keepalive.Sandbox.Services;

namespace Keepalive.Sandbox.Story;

/// <summary>The fourth chapter: a Claude Code session continues after its keys expire, after a night, and after its sign-in is revoked.</summary>
internal static class OneSessionOfClaudeCode
{
    private static readonly TimeSpan s_quick = TimeSpan.FromSeconds(20);

    public static async Task<bool> TellAsync(Narrator narrator, CancellationToken cancellationToken)
    {
        string folder;
        using (var home = new ThrowAwayHome())
        {
            folder = home.Folder;
            narrator.Title("Chapter 4: a Claude Code session continues after its keys expire, after a night, and after its sign-in is revoked.");
            await using SandboxServer server = await SandboxServer.StartAsync(cancellationToken: cancellationToken);
            narrator.Step($"Bedrock, IAM Identity Center and STS are simulated at {server.BaseAddress}; home {home.Folder}", Directory.Exists(home.Folder));

            var profile = new SignedInProfile(home, server);
            using MiniatureClient client = Open(home);
            await ShowStartAsync(narrator, client, server, cancellationToken);
            await ShowTurnAsync(narrator, client, server, "The first turn is answered", exports: 0, refusals: 0, cancellationToken);
            await ShowTurnAsync(narrator, client, server, "The second turn is answered too, with the same keys", exports: 0, refusals: 0, cancellationToken);

            EndKeys(profile, server);
            narrator.Step("An hour passes: Bedrock rejects the keys from now on, and the access token has expired", profile.TokenExpires < DateTimeOffset.UtcNow);
            await ShowTurnAsync(narrator, client, server, "The next turn is rejected (403), gets new keys and is answered", exports: 1, refusals: 1, cancellationToken);

            EndKeys(profile, server);
            client.Rest(TimeSpan.FromHours(12));
            await ShowMorningAsync(narrator, client, server, cancellationToken);

            EndKeys(profile, server);
            server.IdentityCenter.RevokeAll();
            await ShowFailureAsync(narrator, client, server, cancellationToken);

            profile.SignIn();
            await ShowTurnAsync(narrator, client, server, "A person signs in; the same session continues", exports: 1, refusals: 0, cancellationToken);
        }

        narrator.Step("The temporary home folder is deleted", !Directory.Exists(folder));
        narrator.End();
        return narrator.AllHeld;
    }

    private static MiniatureClient Open(ThrowAwayHome home)
    {
        string settings = Path.Combine(Directory.CreateDirectory(Path.Combine(home.Folder, ".claude")).FullName, "settings.json");
        File.WriteAllText(settings, new JsonObject { [Slots.ExportSetting] = $"\"{Programs.Companion}\" export --profile {SignedInProfile.Name}" }.ToJsonString());
        return new MiniatureClient(new ClientOptions { SettingsFile = settings, Folder = home.Folder, Variables = home.Variables });
    }

    private static async Task ShowStartAsync(Narrator narrator, MiniatureClient client, SandboxServer server, CancellationToken cancellationToken)
    {
        await client.StartAsync(cancellationToken);
        LoggedRequest? first = server.Log.Of(SandboxOperation.InvokeModelWithResponseStream) is [var request, ..] ? request : null;
        narrator.Step($"Claude Code starts and asks claude-aws export: key {Mask(first?.AccessKeyId)}", client.Exports == 1 && first is { Status: 200 });
    }

    private static async Task ShowTurnAsync(
        Narrator narrator, MiniatureClient client, SandboxServer server, string text, int exports, int refusals, CancellationToken cancellationToken)
    {
        (TurnResult turn, Traffic seen) = await AskAsync(client, server, cancellationToken);
        narrator.Step(
            $"{text}: {seen}",
            turn.Outcome == TurnOutcome.Answered && seen.Exports == exports && seen.Refusals == refusals && seen.Tabs == 0,
            turn.Text);
    }

    /// <summary>The old key goes out once more while new ones are fetched beside it; its 403 may fetch them a second time.</summary>
    private static async Task ShowMorningAsync(Narrator narrator, MiniatureClient client, SandboxServer server, CancellationToken cancellationToken)
    {
        (TurnResult turn, Traffic seen) = await AskAsync(client, server, cancellationToken);
        narrator.Step(
            $"After a night of twelve hours the first turn is still answered: {seen}, renewals: {server.Log.Refreshes}",
            turn.Outcome == TurnOutcome.Answered && seen is { Exports: 1 or 2, Tabs: 0 } && server.Log.Refreshes == 1,
            turn.Text);
    }

    private static async Task ShowFailureAsync(Narrator narrator, MiniatureClient client, SandboxServer server, CancellationToken cancellationToken)
    {
        (TurnResult turn, Traffic seen) = await AskAsync(client, server, cancellationToken);
        narrator.Step(
            $"The sign-in is revoked: the turn ends after {turn.Duration.TotalSeconds:0.0} s instead of minutes, {seen}",
            turn.Outcome == TurnOutcome.Failed && turn.Duration < s_quick && seen.Tabs == 0);
        narrator.Step($"Claude Code says: {turn.Text}", turn.Text.Contains("credentials", StringComparison.Ordinal));
    }

    private static async Task<(TurnResult Turn, Traffic Seen)> AskAsync(MiniatureClient client, SandboxServer server, CancellationToken cancellationToken)
    {
        server.Log.Clear();
        int exports = client.Exports;
        TurnResult turn = await client.PromptAsync("Are you there?", cancellationToken);
        await client.SettleAsync();
        return (turn, new Traffic(client.Exports - exports, server.Log.Count(SandboxOperation.InvokeModelWithResponseStream, request => request.Status == 403), server.Log.Tabs));
    }

    private static void EndKeys(SignedInProfile profile, SandboxServer server)
    {
        profile.LetAnHourPass();
        server.Keys.ExpireAll(DateTimeOffset.UtcNow);
    }

    private static string Mask(string? accessKeyId) => accessKeyId is { Length: >= 8 } key ? $"{key[..4]}****{key[^4..]}" : "none";

    private sealed record Traffic(int Exports, int Refusals, int Tabs)
    {
        public override string ToString() => $"{Exports} x export, {Refusals} x 403, {Tabs} browser tabs";
    }
}
