using System.Text;
using System.Text.RegularExpressions;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Architecture;

/// <summary>
/// Messages, help texts, pages and comments are read by a tired person in a second language. <see cref="OddWording"/> lists the
/// wordings that such a reader had to read twice; docs/glossary.md has the terms to use.
/// </summary>
public sealed partial class PlainWordsTests
{
    private static readonly (Regex Regex, OddWording Wording)[] s_wordings =
        [.. OddWording.All.Select(wording => (new Regex(wording.Pattern.Replace(" ", @"\s+", StringComparison.Ordinal), RegexOptions.Multiline), wording))];

    [Fact]
    public void Messages_pages_and_comments_are_plain_sentences()
    {
        string[] found = [.. Files().SelectMany(file => Find(Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'), File.ReadAllText(file)))];

        Assert.True(found.Length == 0, $"{found.Length} wordings to be written in plain words (docs/glossary.md has the terms):\n{string.Join('\n', found.Take(50))}");
    }

    [Fact]
    public void Every_wording_is_found_by_its_own_example() => Assert.All(
        s_wordings, wording => Assert.Matches(wording.Regex, wording.Wording.Example));

    [Theory]
    [InlineData("a.md", "One line.\nThe store did\nnot do it.\n", "a.md, line 2: 'did not do it'")]
    [InlineData("a.cs", "x = $\"{name} is no file\";", "a.cs, line 1: 'is no file'")]
    [InlineData("README.md", "## Setup\n\n## What is wired\n", "README.md, line 3: '## What'")]
    [InlineData("a.cs", "// Nothing of it\n/// <summary>\n/// The rest goes\n/// on.\n", "a.cs, line 3: 'goes on'")]
    public void A_planted_sentence_is_named_with_file_and_line(string file, string text, string expected) =>
        Assert.StartsWith(expected, Assert.Single(Find(file, text)), StringComparison.Ordinal);

    [Theory]
    [InlineData("a.cs", "string mended = Mend(nobody);")]
    [InlineData("a.cs", "// The caller says so.")]
    [InlineData("docs/decisions/0001-a.md", "# What is left\n")]
    [InlineData("docs/CHANGELOG.md", "# Changelog\n\n## 0.2.0\n\n- Plain.\n\n## 0.1.0\n\n- A slip by itself.\n")]
    public void Names_of_code_and_released_sections_are_not_read(string file, string text) => Assert.Empty(Find(file, text));

    private static IEnumerable<string> Files() => Repository.Files("docs", "*.md", "*.json").Concat(Repository.Files("src", "*.cs", "*.md", "*.ps1xml"))
        .Concat(Repository.Files("src/Plugin", "*.json"))
        .Append(Path.Combine(Repository.Root, "README.md"))
        .Append(Path.Combine(Repository.Root, "Keepalive.psd1"))
        .Append(Path.Combine(Repository.Root, "src", "Keepalive.Core", "Prompts", "Page", "page-texts.json"));

    private static IEnumerable<string> Find(string file, string text)
    {
        string read = file.EndsWith(".cs", StringComparison.Ordinal) ? Prose(text)
            : file.EndsWith(".ps1xml", StringComparison.Ordinal) ? Script().Replace(text, Blank)
            : file.EndsWith("CHANGELOG.md", StringComparison.Ordinal) ? Unreleased(text)
            : text;
        string? shown = IsForUsers(file) ? file.EndsWith(".cs", StringComparison.Ordinal) ? Literals(text) : read : null;
        return from wording in s_wordings
               let words = wording.Wording.IsForUsers ? shown : read
               where words is not null
               from Match match in wording.Regex.Matches(words)
               let line = words.AsSpan(0, match.Index).Count('\n') + 1
               select $"{file}, line {line}: '{White().Replace(match.Value, " ")}'. {wording.Wording.Reason} {wording.Wording.Plain}";
    }

    /// <summary>Pages for maintainers, the history and the tests' programs have readers who know the code.</summary>
    private static bool IsForUsers(string file) =>
        !(file.StartsWith("docs/decisions/", StringComparison.Ordinal) || file is "docs/architecture.md" or "docs/CHANGELOG.md");

    /// <summary>String literals with the same line numbers; comments and everything else are blank.</summary>
    private static string Literals(string text) => string.Join('\n', text.Split('\n').Select(static line =>
        Comment().IsMatch(line) ? string.Empty : string.Join(" | ", Literal().Matches(line).Select(static literal => Hole().Replace(literal.Groups["text"].Value, " x ")))));

    /// <summary>Comments and string literals with the same line numbers; everything else is blank.</summary>
    private static string Prose(string text)
    {
        var prose = new StringBuilder();
        foreach (string line in text.Split('\n'))
        {
            Match comment = Comment().Match(line);
            prose.Append(comment.Success ? comment.Groups["text"].Value : string.Join(" | ", Literal().Matches(line).Select(literal => Hole().Replace(literal.Groups["text"].Value, " x "))))
                .Append('\n');
        }

        return prose.ToString();
    }

    /// <summary>The released sections of the changelog are history and stay.</summary>
    private static string Unreleased(string text) => text.Split("\n## ") is [var head, var first, ..] ? $"{head}\n## {first}" : text;

    private static string Blank(Match match) => new('\n', match.Value.AsSpan().Count('\n'));

    [GeneratedRegex(@"^[^""]*?(?<![:""'\\])//+ ?(?<text>.*)$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"""(?<text>(?:[^""\\]|\\.)*)""")]
    private static partial Regex Literal();

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Hole();

    /// <summary>Code in a view; its property names are public and stay.</summary>
    [GeneratedRegex(@"\$_\.\w+|<PropertyName>\w+</PropertyName>")]
    private static partial Regex Script();

    [GeneratedRegex(@"\s+")]
    private static partial Regex White();
}
