using System.Text.Json;
using System.Text.Json.Nodes;

namespace Keepalive.Sandbox.ClaudeCode;

/// <summary>Runs the hooks of an event and reads what they decide.</summary>
internal sealed class HookRunner(ClientEnvironment environment, string sessionId)
{
    private const int BlockStatus = 2;

    public ClientSettings Settings { get; set; } = new();

    public async Task<HookVerdict> RunAsync(string eventName, JsonObject more, CancellationToken cancellationToken)
    {
        var input = new JsonObject
        {
            ["session_id"] = sessionId,
            ["transcript_path"] = Path.Combine(environment.Folder, "transcript.jsonl"),
            ["cwd"] = environment.Folder,
            ["hook_event_name"] = eventName,
        };
        foreach ((string name, JsonNode? value) in more)
        {
            input[name] = value?.DeepClone();
        }

        var verdict = new HookVerdict();
        foreach (ClientHook hook in Settings.HooksOf(eventName))
        {
            HelperOutcome outcome = await HelperProcess.RunWithInputAsync(hook, input.ToJsonString(), environment.ForHooks, environment.Folder, cancellationToken);
            verdict = verdict.With(eventName, hook, outcome, Parse(outcome.Output));
        }

        return verdict;
    }

    internal static bool IsBlock(HelperOutcome outcome) => outcome.ExitStatus == BlockStatus;

    /// <summary>Plain text goes only to the model; this is not simulated here, so it is ignored.</summary>
    private static JsonObject? Parse(string output)
    {
        try
        {
            return output.TrimStart().StartsWith('{') ? JsonNode.Parse(output) as JsonObject : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>The joint decision of all hooks of an event.</summary>
internal sealed record HookVerdict
{
    public string? BlockReason { get; private init; }

    public string? StopReason { get; private init; }

    public IReadOnlyList<string> Messages { get; private init; } = [];

    public IReadOnlyList<string> WatchPaths { get; private init; } = [];

    public HookVerdict With(string eventName, ClientHook hook, HelperOutcome outcome, JsonObject? answer) => outcome switch
    {
        { TimedOut: true } => Saying($"{eventName} hook timed out after {hook.Timeout.TotalSeconds:0}s · Its output was discarded"),
        _ when HookRunner.IsBlock(outcome) => this with { BlockReason = $"[{hook.Command}]: {outcome.Errors.Trim()}" },
        { ExitStatus: not 0 } => Saying($"{eventName} hook failed {outcome.Errors.Trim()}".TrimEnd()),
        _ when answer is null => this,
        _ when (string?)answer["decision"] == "block" => this with { BlockReason = (string?)answer["reason"] ?? "" },
        _ when answer["continue"]?.GetValue<bool>() == false => this with { StopReason = (string?)answer["stopReason"] ?? "" },
        _ => (answer["systemMessage"] is { } message ? Saying($"{eventName} says: {(string?)message}") : this) with
        {
            WatchPaths = [.. WatchPaths, .. (answer["hookSpecificOutput"]?["watchPaths"] as JsonArray ?? []).Select(path => path!.GetValue<string>())],
        },
    };

    private HookVerdict Saying(string message) => this with { Messages = [.. Messages, message] };
}
