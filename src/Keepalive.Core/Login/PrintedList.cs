using System.Globalization;
using System.Text.RegularExpressions;

namespace Keepalive.Login;

/// <summary>An option of a list that a tool has printed.</summary>
/// <param name="Answer">What chooses it.</param>
/// <param name="Text">What it says.</param>
internal readonly record struct PrintedOption(string Answer, string Text);

/// <summary>The lists in which tools offer roles.</summary>
internal static partial class PrintedList
{
    private const int MostShown = 10;

    /// <summary>
    /// The options in rows like <c>[  1] arn…</c>, <c>[ 0 ]: name</c>, <c>1: name</c> and those of a table. A heading that names an account belongs
    /// to the options below it.
    /// </summary>
    /// <param name="rows">The rows.</param>
    public static IReadOnlyList<PrintedOption> Read(IEnumerable<string> rows)
    {
        var options = new List<PrintedOption>();
        string heading = string.Empty;
        foreach (string row in rows)
        {
            Match option = Numbered().Match(row);
            option = option.Success ? option : Numbered().Match(LoginWords.Shared.WithoutPrefix(row));
            if (option is { Success: true } numbered)
            {
                options.RemoveAll(other => other.Answer == Number(numbered)); // A list that is shown again.
                options.Add(new PrintedOption(Number(numbered), numbered.Groups["text"].Value.Trim() + heading));
            }
            else
            {
                heading = Account().Match(row) is { Success: true } account ? $" ({account.Value})" : string.Empty;
            }
        }

        return options;
    }

    /// <summary>The first option that is wanted most; the role where nothing else is. Null with the reason when there is none.</summary>
    /// <param name="options">The options.</param>
    /// <param name="role">A name or an ARN; null if no role is set.</param>
    /// <param name="wanted">What is wanted, most wanted first.</param>
    /// <param name="problem">Why there is none.</param>
    public static PrintedOption? Find(IReadOnlyList<PrintedOption> options, string? role, IReadOnlyList<Regex> wanted, out string problem)
    {
        if (wanted.Count == 0)
        {
            return Find(options, role, out problem);
        }

        problem = string.Empty;
        foreach (Regex pattern in wanted)
        {
            foreach (PrintedOption option in options)
            {
                if (RecipePattern.Find(pattern, option.Text) is not null)
                {
                    return option;
                }
            }
        }

        problem = string.Join("; ", options.Take(MostShown).Select(option => option.Text));
        return null;
    }

    /// <summary>The one option that is the role; null with the reason when none is, or several may be.</summary>
    /// <param name="options">The options.</param>
    /// <param name="role">A name or an ARN; null if no role is set.</param>
    /// <param name="problem">Why there is none.</param>
    public static PrintedOption? Find(IReadOnlyList<PrintedOption> options, string? role, out string problem)
    {
        problem = string.Empty;
        PrintedOption[] fitting = role is null ? [.. options] : [.. options.Where(option => Fits(option.Text, role))];
        if (fitting.Length == 1)
        {
            return fitting[0];
        }

        string shown = string.Join("; ", options.Take(MostShown).Select(option => option.Text));
        problem = options.Count == 0 ? "the tool asks for a role, but its list could not be read"
            : role is null ? $"the tool offers several roles, and loginRole is not set ({shown})"
            : fitting.Length == 0 ? $"the role '{role}' (loginRole) is not in the tool's list ({shown})"
            : $"'{role}' (loginRole) matches several roles in the tool's list ({string.Join("; ", fitting.Take(MostShown).Select(option => option.Text))})";
        return null;
    }

    private static bool Fits(string option, string role)
    {
        if (HasWord(option, role))
        {
            return true;
        }

        // arn:aws:iam::123456789012:role/path/Name, where the list shows account and name apart.
        return role.Split(':', 6) is ["arn", _, "iam", _, var account, var resource]
            && !option.Contains("arn:", StringComparison.Ordinal)
            && HasWord(option, account) && HasWord(option, resource[(resource.LastIndexOf('/') + 1)..]);
    }

    /// <summary>Whole words alone: Admin is not AdminReadOnly. A name may follow the path or the <c>role/</c> of an ARN.</summary>
    private static bool HasWord(string text, string word)
    {
        for (int start = text.IndexOf(word, StringComparison.Ordinal); start >= 0; start = text.IndexOf(word, start + 1, StringComparison.Ordinal))
        {
            int end = start + word.Length;
            if ((start == 0 || !IsOfName(text[start - 1])) && (end == text.Length || !(IsOfName(text[end]) || text[end] == '/')))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The characters of a role's name, according to the IAM reference.</summary>
    private static bool IsOfName(char character) => char.IsLetterOrDigit(character) || "_+=,.@-".Contains(character, StringComparison.Ordinal);

    private static string Number(Match match) => int.Parse(match.Groups["number"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\s*(?:\[\s*(?<number>[0-9]{1,4})\s*\]:?|(?<number>[0-9]{1,4})[:)]|(?<number>[0-9]{1,4})(?=\s{2}))\s+(?<text>\S.*)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Numbered();

    [GeneratedRegex(@"\b\d{12}\b", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Account();
}
