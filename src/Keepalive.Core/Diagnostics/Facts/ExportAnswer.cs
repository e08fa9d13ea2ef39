using System.Text;
using System.Text.Json.Nodes;
using Keepalive.Platform.Json;

namespace Keepalive.Diagnostics.Facts;

/// <summary>Judges the output of <c>awsCredentialExport</c> in the same way as Claude Code: docs/claude-code.md.</summary>
internal static class ExportAnswer
{
    /// <summary>If less than this time is left, Claude Code still keeps the credential for an hour.</summary>
    private static readonly TimeSpan Useful = TimeSpan.FromMinutes(7);

    private static readonly string[] s_parts = ["AccessKeyId", "SecretAccessKey", "SessionToken"];

    public static HelperAnswer Judge(byte[] output, DateTimeOffset now)
    {
        string text = Encoding.UTF8.GetString(output).TrimStart('\uFEFF').Trim();
        if (text.Length == 0)
        {
            return Refused("it prints nothing");
        }

        if (Parse(text) is { } answer)
        {
            return Judge(answer, now);
        }

        int start = text.IndexOf('{', StringComparison.Ordinal);
        int end = text.LastIndexOf('}');
        if (start >= 0 && end > start && Parse(text[start..(end + 1)]) is { } inner && Judge(inner, now) is not { Fault: HelperFault.Refused })
        {
            string place = start == 0 ? "after" : end == text.Length - 1 ? "before" : "before and after";
            return new HelperAnswer(HelperFault.TextBeside, $"there is other text {place} its JSON");
        }

        return Refused(text.Contains("AWS_ACCESS_KEY_ID", StringComparison.Ordinal) ? "it prints variables, not JSON" : "its output is not a JSON object");
    }

    private static HelperAnswer Judge(JsonObject answer, DateTimeOffset now)
    {
        JsonObject credential = answer["Credentials"] as JsonObject ?? answer;
        string[] missing = [.. s_parts.Where(part => credential.Text(part) is null)];
        if (missing.Length > 0)
        {
            bool isOtherCase = missing.Any(part => credential.Any(member => member.Key.Equals(part, StringComparison.OrdinalIgnoreCase) && member.Key != part));
            string hint = isOtherCase ? "; the names must begin with capital letters" : missing is ["SessionToken"] ? "; Claude Code does not accept long-lived keys" : string.Empty;
            return Refused($"its JSON has no {string.Join(", no ", missing)}{hint}");
        }

        if (credential.Time("Expiration") is not { } end)
        {
            return new HelperAnswer(HelperFault.WithoutEnd, credential.ContainsKey("Expiration") ? "its Expiration is not a time" : "its JSON has no Expiration");
        }

        return end - now >= Useful ? HelperAnswer.Taken
            : new HelperAnswer(HelperFault.Ended, end <= now ? $"its credential expired {Duration.Format(now - end)} ago" : $"its credential expires in {Duration.Format(end - now)}");
    }

    private static HelperAnswer Refused(string detail) => new(HelperFault.Refused, detail);

    private static JsonObject? Parse(string text) => JsonContent.Read(Encoding.UTF8.GetBytes(text));
}
