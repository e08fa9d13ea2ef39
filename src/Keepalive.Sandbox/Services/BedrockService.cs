using System.Text.Json;
using System.Text.Json.Nodes;

namespace Keepalive.Sandbox.Services;

/// <summary>Bedrock Runtime with a model that always says the same, and what Claude Code asks of Bedrock at its start.</summary>
internal sealed class BedrockService(KeyRing keys, SandboxOptions options)
{
    private readonly Callers _callers = new("bedrock", CallerErrors.Bedrock, keys, options);

    public SandboxReply InvokeModel(SandboxRequest request)
    {
        _callers.Authenticate(request);
        CheckBody(request);
        JsonObject message = Message(Model(request));
        message["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = options.ModelText });
        message["stop_reason"] = "end_turn";
        return SandboxReply.Json(message);
    }

    public SandboxReply InvokeModelWithResponseStream(SandboxRequest request)
    {
        _callers.Authenticate(request);
        CheckBody(request);
        byte[] stream = [.. Events(Model(request)).SelectMany(EventStream.Chunk)];
        return new SandboxReply(200, EventStream.MediaType, "") { Bytes = stream, Headers = new() { ["x-amzn-bedrock-content-type"] = "application/json" } };
    }

    public SandboxReply ListInferenceProfiles(SandboxRequest request)
    {
        _callers.Authenticate(request);
        return SandboxReply.Json(new JsonObject { ["inferenceProfileSummaries"] = new JsonArray() });
    }

    /// <summary>The stream of the Messages API ("Streaming messages") for one block of text.</summary>
    private IEnumerable<JsonObject> Events(string model) =>
    [
        new() { ["type"] = "message_start", ["message"] = Message(model) },
        new() { ["type"] = "content_block_start", ["index"] = 0, ["content_block"] = new JsonObject { ["type"] = "text", ["text"] = "" } },
        new() { ["type"] = "content_block_delta", ["index"] = 0, ["delta"] = new JsonObject { ["type"] = "text_delta", ["text"] = options.ModelText } },
        new() { ["type"] = "content_block_stop", ["index"] = 0 },
        new()
        {
            ["type"] = "message_delta",
            ["delta"] = new JsonObject { ["stop_reason"] = "end_turn", ["stop_sequence"] = null },
            ["usage"] = new JsonObject { ["output_tokens"] = 5 },
        },
        new()
        {
            ["type"] = "message_stop",
            ["amazon-bedrock-invocationMetrics"] = new JsonObject { ["inputTokenCount"] = 11, ["outputTokenCount"] = 5, ["invocationLatency"] = 5, ["firstByteLatency"] = 3 },
        },
    ];

    private static JsonObject Message(string model) => new()
    {
        ["id"] = Secrets.New("msg_sandbox_"),
        ["type"] = "message",
        ["role"] = "assistant",
        ["model"] = model,
        ["content"] = new JsonArray(),
        ["stop_reason"] = null,
        ["stop_sequence"] = null,
        ["usage"] = new JsonObject { ["input_tokens"] = 11, ["output_tokens"] = 1, ["cache_creation_input_tokens"] = 0, ["cache_read_input_tokens"] = 0 },
    };

    private static string Model(SandboxRequest request) => Uri.UnescapeDataString(request.Target.Split('/')[2]);

    private static void CheckBody(SandboxRequest request)
    {
        try
        {
            if (JsonNode.Parse(request.Body)?["messages"] is JsonArray { Count: > 0 })
            {
                return;
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Told below.
        }

        throw new ServiceErrorException("ValidationException", "messages: at least one message is required");
    }
}
