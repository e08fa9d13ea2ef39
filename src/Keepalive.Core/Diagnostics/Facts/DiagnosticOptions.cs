using Keepalive.Secrets;

namespace Keepalive.Diagnostics.Facts;

/// <summary>The options of an examination.</summary>
/// <param name="Profile">The profile in question; null: the one in use, and the form of all others.</param>
/// <param name="WorkingDirectory">The project whose Claude Code settings count too.</param>
/// <param name="Program">The companion's path, for repairs that have Claude Code call it; null where there is none for the platform.</param>
public sealed record DiagnosticOptions(string? Profile, string WorkingDirectory, string? Program = null)
{
    /// <summary>The results of the helper runs; null if they were not run.</summary>
    internal IReadOnlyList<HelperRun>? HelperRuns { get; init; }

    /// <summary>Another place of secrets than the person's own.</summary>
    internal SecretKeeper? Keeper { get; init; }
}
