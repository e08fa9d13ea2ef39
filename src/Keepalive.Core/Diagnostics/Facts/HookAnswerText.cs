using System.Text.Json.Nodes;
using Keepalive.Platform.Json;

namespace Keepalive.Diagnostics.Facts;

/// <summary>Judges what one of our hooks prints: nothing, or one JSON object. Any other text would be read to the model.</summary>
internal static class HookAnswerText
{
    public static HelperAnswer Judge(byte[] output)
    {
        if (output.AsSpan().Trim(" \t\r\n"u8).IsEmpty || JsonContent.ReadValue(output, out string? fault) is JsonObject)
        {
            return HelperAnswer.Taken;
        }

        return new HelperAnswer(HelperFault.Refused, fault is null ? "it prints JSON that is not an object" : "it prints text that is not JSON");
    }
}
