using System.Text;
using System.Text.RegularExpressions;

namespace Keepalive.Login;

/// <summary>The values for <c>${name}</c> in a recipe. They contain no secret, so no recipe can put one in a command or a text.</summary>
/// <param name="Profile">The profile.</param>
/// <param name="User">The name to sign in with; null when not set.</param>
/// <param name="Role">The role's name or ARN; null when not set.</param>
internal sealed record RecipeValues(string Profile, string? User = null, string? Role = null)
{
    /// <summary>The names that may be used.</summary>
    public static IReadOnlyList<string> Names { get; } = ["profile", "user", "role", "roleArn"];

    /// <summary>The command's words, without the groups of which a value is missing.</summary>
    public IReadOnlyList<string> Fill(IReadOnlyList<IReadOnlyList<string>> command) =>
        [.. command.Select(group => group.Select(word => Fill(word, match: null)).ToArray()).Where(group => Array.TrueForAll(group, word => word is not null)).SelectMany(group => group).OfType<string>()];

    /// <summary>The text with its values and groups; null if one is missing. A missing <c>${name?}</c> is replaced by nothing.</summary>
    /// <param name="text">The text.</param>
    /// <param name="match">Whose groups may be named, too.</param>
    public string? Fill(string text, Match? match)
    {
        var filled = new StringBuilder();
        while (text.IndexOf("${", StringComparison.Ordinal) is >= 0 and int start && text.IndexOf('}', start) is > 0 and int end)
        {
            string name = text[(start + 2)..end];
            bool isOptional = name.EndsWith('?');
            name = name.TrimEnd('?');
            string? value = match?.Groups[name] is { Success: true } group ? group.Value.Trim() : ValueOf(name) ?? (isOptional ? string.Empty : null);
            if (value is null)
            {
                return null;
            }

            filled.Append(text, 0, start).Append(value);
            text = text[(end + 1)..];
        }

        return filled.Append(text).ToString();
    }

    private string? ValueOf(string name) => name switch
    {
        "profile" => Profile,
        "user" => User,
        "role" => Role,
        "roleArn" => Role?.StartsWith("arn:", StringComparison.Ordinal) == true ? Role : null,
        _ => null,
    };
}
