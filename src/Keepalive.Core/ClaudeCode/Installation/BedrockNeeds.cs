using Keepalive.Aws.Profiles;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>The settings that Claude Code still needs for Bedrock: an installation does not switch Claude Code to Bedrock without a request.</summary>
/// <param name="Switch">CLAUDE_CODE_USE_BEDROCK is set nowhere, nor is one of its kin.</param>
/// <param name="Region">True if no region is set: Claude Code then uses us-east-1.</param>
public sealed record BedrockNeeds(bool Switch, bool Region)
{
    internal const string SwitchVariable = "CLAUDE_CODE_USE_BEDROCK";

    internal const string RegionVariable = "AWS_REGION";

    private static readonly string[] s_switches = [SwitchVariable, "CLAUDE_CODE_USE_MANTLE", "CLAUDE_CODE_USE_ANTHROPIC_AWS"];

    /// <summary>A sentence for each, with the command that sets it.</summary>
    public IEnumerable<string> Sentences()
    {
        if (Switch)
        {
            yield return $"Claude Code does not use Bedrock yet: {SwitchVariable} is not set. Set it with: claude-aws install --bedrock (-Bedrock)";
        }

        if (Region)
        {
            yield return $"No region is set, and Claude Code will use us-east-1. Set another with: claude-aws install --region REGION (-Region)";
        }
    }

    /// <param name="variable">A variable as Claude Code will have it.</param>
    /// <param name="profile">The profile whose region Claude Code will read; null when there is none.</param>
    internal static BedrockNeeds Of(Func<string, string?> variable, AwsProfile? profile) => new(
        !s_switches.Any(name => variable(name) is { Length: > 0 } value && value is not ("0" or "false")),
        variable(RegionVariable) is not { Length: > 0 } && variable("AWS_DEFAULT_REGION") is not { Length: > 0 } && profile?["region"] is not { Value.Length: > 0 });

    /// <summary>A region's name, of whatever partition.</summary>
    internal static bool IsRegion(string text) =>
        text.Length is > 4 and < 32 && char.IsAsciiLetterLower(text[0]) && char.IsAsciiDigit(text[^1]) && text.Split('-') is { Length: > 2 } parts
        && parts.All(part => part.Length > 0 && part.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character)));
}
