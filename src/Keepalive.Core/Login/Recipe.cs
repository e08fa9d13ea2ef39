using System.Text.RegularExpressions;

namespace Keepalive.Login;

/// <summary>How one login tool is driven: its command, what it asks, and what to do then.</summary>
internal sealed record Recipe
{
    /// <summary>The time a login may take when the recipe doesn't say: the limit of Claude Code, and long enough for a phone.</summary>
    public static readonly TimeSpan DefaultLimit = TimeSpan.FromSeconds(180);

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The tool, for messages.</summary>
    public required string Tool { get; init; }

    /// <summary>
    /// The command: groups of words, with <c>${name}</c> for a value. A group of which a value is missing is left out.
    /// </summary>
    public required IReadOnlyList<IReadOnlyList<string>> Command { get; init; }

    /// <summary>The command with which a person signs in with the tool; null where the recipe doesn't say.</summary>
    public string? LoginCommand { get; init; }

    /// <summary>The keys of the credentials file in which the tool writes the end; of the product's recipes alone.</summary>
    public IReadOnlyList<string> ExpiryKeys { get; init; } = [];

    /// <summary>The rules; the first that matches counts.</summary>
    public required IReadOnlyList<RecipeRule> Rules { get; init; }

    /// <summary>The longest that the tool may take.</summary>
    public TimeSpan Limit { get; init; } = DefaultLimit;

    /// <summary>Where the tool says when the key ends: the group <c>time</c>. For tools that write it nowhere.</summary>
    public Regex? Expiry { get; init; }
}
