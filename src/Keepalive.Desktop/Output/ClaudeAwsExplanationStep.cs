namespace Keepalive;

/// <summary>One step on the way to a credential. Holds no secret.</summary>
public sealed class ClaudeAwsExplanationStep
{
    internal ClaudeAwsExplanationStep(CompanionObject from)
    {
        Profile = from.Text("Profile");
        Topic = from.Text("Topic") ?? string.Empty;
        Mark = from.Text("Mark") ?? string.Empty;
        Text = from.Text("Text") ?? string.Empty;
        File = from.Text("File");
        Line = from.Number("Line");
    }

    /// <summary>The profile that is explained; null for keys in environment variables.</summary>
    public string? Profile { get; }

    /// <summary>The topic: Profile, Files, Sources, SignIn, Expiry, Region, Standing, Renewal or ClaudeCode.</summary>
    public string Topic { get; }

    /// <summary>The effect on the result: Counts, PassedOver, Trouble or Note.</summary>
    public string Mark { get; }

    /// <summary>The step in words.</summary>
    public string Text { get; }

    /// <summary>The file in which it stands, if in one.</summary>
    public string? File { get; }

    /// <summary>The line, from 1.</summary>
    public int? Line { get; }

    /// <summary>Topic and text.</summary>
    public override string ToString() => $"{Topic}: {Text}";
}
