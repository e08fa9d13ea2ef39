namespace Keepalive.Processes;

/// <summary>A program to run and what to give it. No shell reads it: an argument arrives as it stands here.</summary>
/// <param name="FileName">
/// A path (a relative one counts from this process's current folder), or a bare name that is looked up on the PATH the child
/// will get. Empty and relative entries of PATH are passed over: whoever can write into the current folder must not choose the
/// program that hands out credentials.
/// </param>
/// <param name="Arguments">The arguments, without the name of the program.</param>
public sealed record ChildCommand(string FileName, IReadOnlyList<string> Arguments)
{
    /// <summary>Variables to set on top of this process's environment; <see langword="null"/> takes one away.</summary>
    public IReadOnlyDictionary<string, string?> EnvironmentChanges { get; init; } = new Dictionary<string, string?>();

    /// <summary>The folder to start in; <see langword="null"/> for the current one.</summary>
    public string? WorkingDirectory { get; init; }
}
