using System.Text.Json;
using System.Text.Json.Nodes;

namespace Keepalive.Diagnostics.HelperRuns;

/// <summary>Judges what one of our hooks prints: nothing, or one JSON object. Any other text would be read to the model.</summary>
internal static class HookAnswerText
{
    public static HelperAnswer Judge(byte[] output)
    {
        try
        {
            return output.AsSpan().Trim(" \t\r\n"u8).IsEmpty || JsonNode.Parse(output) is JsonObject
                ? HelperAnswer.Taken
                : new HelperAnswer(HelperFault.Refused, "it prints JSON that is no object");
        }
        catch (JsonException)
        {
            return new HelperAnswer(HelperFault.Refused, "it prints text that is no JSON");
        }
    }
}
