using Keepalive.Aws.AccessKeys;

namespace Keepalive.Diagnostics.Explanation;

/// <summary>How a credential was found, step by step. Holds no secret; of a key id at most its last four characters.</summary>
public sealed record CredentialExplanation
{
    /// <summary>The profile whose credential it is; null for keys in environment variables, and where none could be chosen.</summary>
    public required string? Profile { get; init; }

    /// <summary>Where the profile was set, in words.</summary>
    public required string? ChosenBy { get; init; }

    /// <summary>No program was started and no service asked.</summary>
    public required bool IsOffline { get; init; }

    /// <summary>Where the credential comes from; null when there is none.</summary>
    public required CredentialSourceKind? Source { get; init; }

    /// <summary>The last four characters of its key id.</summary>
    public required string? KeyEnding { get; init; }

    /// <summary>Its end by AWS's clock, UTC; null when nothing tells it.</summary>
    public required DateTimeOffset? Expires { get; init; }

    /// <summary>The end that Claude Code is told, by this machine's clock, UTC; null when it is given nothing or no end.</summary>
    public required DateTimeOffset? ClientIsTold { get; init; }

    /// <summary>The error with which an export ends now; null when it succeeds.</summary>
    public required string? ErrorCode { get; init; }

    /// <summary>The steps, in the order in which they were taken.</summary>
    public required IReadOnlyList<ExplanationStep> Steps { get; init; }

    /// <summary>The whole in one sentence.</summary>
    public required string Sentence { get; init; }
}

/// <summary>One step.</summary>
/// <param name="Topic">What it is about.</param>
/// <param name="Mark">What it means for the outcome.</param>
/// <param name="Text">What is so.</param>
/// <param name="File">The file in which it stands; null when in none.</param>
/// <param name="Line">The line, from 1; null when it is about the whole file.</param>
public sealed record ExplanationStep(ExplanationTopic Topic, ExplanationMark Mark, string Text, string? File = null, int? Line = null);

/// <summary>The topic of a step.</summary>
public enum ExplanationTopic
{
    /// <summary>The profile, and where it was set.</summary>
    Profile,

    /// <summary>Which files were looked at, and why these.</summary>
    Files,

    /// <summary>Where the credential may come from, in the order in which the sources are asked.</summary>
    Sources,

    /// <summary>The sign-in to IAM Identity Center.</summary>
    SignIn,

    /// <summary>When it ends, and who says so.</summary>
    Expiry,

    /// <summary>The region.</summary>
    Region,

    /// <summary>The last answer of STS for the key.</summary>
    Standing,

    /// <summary>The ways to renew the credential.</summary>
    Renewal,

    /// <summary>The output for Claude Code.</summary>
    ClaudeCode,
}

/// <summary>The effect of a step on the result.</summary>
public enum ExplanationMark
{
    /// <summary>It counts.</summary>
    Counts,

    /// <summary>It was considered and passed over.</summary>
    PassedOver,

    /// <summary>It is a problem.</summary>
    Trouble,

    /// <summary>Good to know.</summary>
    Note,
}
