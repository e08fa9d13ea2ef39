using System.Text.RegularExpressions;

namespace Keepalive.Login;

/// <summary>Patterns on what a tool prints, which must not hang a login whatever that is.</summary>
internal static class RecipePattern
{
    /// <summary>The clock runs on while another process has the processor, so a short limit would miss a prompt on a busy machine.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan OursLimit = TimeSpan.FromSeconds(10);

    /// <summary>A pattern of the product: known to go forwards, and made in a hundredth of the time.</summary>
    public static Regex CompileOurs(string pattern) => new(pattern, RegexOptions.CultureInvariant, OursLimit);

    /// <summary>A pattern that a person wrote.</summary>
    /// <exception cref="ArgumentException">It is not a regular expression.</exception>
    public static Regex Compile(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, Limit);
        }
        catch (NotSupportedException)
        {
            // It looks around or back: then only the clock bounds it.
            return new Regex(pattern, RegexOptions.CultureInvariant, Limit);
        }
    }

    /// <summary>The match; null if there is none, or if the search takes too long.</summary>
    public static Match? Find(Regex pattern, string text)
    {
        try
        {
            return pattern.Match(text) is { Success: true } match ? match : null;
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }
}
