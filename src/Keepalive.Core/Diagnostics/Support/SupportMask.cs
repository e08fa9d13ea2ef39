using System.Text.RegularExpressions;
using Keepalive.Login;
using Keepalive.Secrets;

namespace Keepalive.Diagnostics.Support;

/// <summary>
/// Takes out of a text what a stranger need not know, each thing by the same stand-in wherever it comes: so one can still see that
/// two lines speak of the same account. Secrets have no stand-in; they are gone.
/// </summary>
internal sealed partial class SupportMask : IDisposable
{
    /// <summary>Shorter ones, and those that are nobody's name, would be found in the middle of sentences.</summary>
    private const int ShortestName = 3;

    private static readonly string[] s_nobodysNames = ["root", "user", "admin", "runner", "default"];

    private readonly Dictionary<string, string> _standIns = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> _counts = [];
    private readonly Redaction _redaction = new();
    private readonly string[] _homes;
    private readonly string[] _users;

    /// <param name="homes">The folders that are called <c>~</c>.</param>
    /// <param name="users">The names that the person and the machine go by.</param>
    /// <param name="secrets">What must not be in any text, whatever it looks like.</param>
    public SupportMask(IEnumerable<string> homes, IEnumerable<string> users, IEnumerable<string> secrets)
    {
        // In JSON a backslash stands twice.
        _homes = [.. homes.Where(home => home.Length > 1).SelectMany(static home => (string[])[home.Replace(@"\", @"\\", StringComparison.Ordinal), home, home.Replace('\\', '/')]).Distinct()];
        _users = [.. users.Where(user => user.Length >= ShortestName && !s_nobodysNames.Contains(user, StringComparer.OrdinalIgnoreCase)).Distinct(StringComparer.OrdinalIgnoreCase)];
        foreach (string secret in secrets.Distinct())
        {
            _redaction.Add(Secret.FromText(secret));
        }
    }

    /// <summary>The text without them.</summary>
    public string Clean(string text)
    {
        text = string.Join('\n', text.Split('\n').Select(_redaction.Clean));
        foreach (string home in _homes)
        {
            text = text.Replace(home, "~", StringComparison.OrdinalIgnoreCase);
        }

        text = Address().Replace(text, match => IsOfAws(match.Groups["host"].Value) ? match.Value : $"https://{StandIn("address", match.Value)}");
        text = Portal().Replace(text, match => StandIn("address", match.Value));
        text = EMail().Replace(text, match => StandIn("email", match.Value));
        text = Account().Replace(text, match => StandIn("account", match.Value));
        text = Hash().Replace(text, match => StandIn("hash", match.Value));
        foreach (string user in _users)
        {
            text = Regex.Replace(text, $@"(?<![\p{{L}}\p{{N}}]){Regex.Escape(user)}(?![\p{{L}}\p{{N}}])", StandIn("name", user), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        }

        return text;
    }

    /// <summary>Zeroes the secrets.</summary>
    public void Dispose() => _redaction.Dispose();

    private string StandIn(string kind, string value)
    {
        if (!_standIns.TryGetValue(value, out string? standIn))
        {
            int number = _counts[kind] = _counts.GetValueOrDefault(kind) + 1;
            _standIns[value] = standIn = $"{kind}-{number}";
        }

        return standIn;
    }

    /// <summary>The public hosts of the services are everybody's, and tell the region.</summary>
    private static bool IsOfAws(string host) =>
        host.EndsWith(".amazonaws.com", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".amazonaws.com.cn", StringComparison.OrdinalIgnoreCase)
        || host is "127.0.0.1" or "localhost";

    [GeneratedRegex(@"https?://(?<host>[^\s/""'<>):,\\]+)[^\s""'<>),]*", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    [GeneratedRegex(@"[A-Za-z0-9-]+\.(awsapps\.(com|cn)|app\.aws|portal\.amazonaws\.com)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Portal();

    [GeneratedRegex(@"[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+\.\p{L}{2,}", RegexOptions.CultureInvariant)]
    private static partial Regex EMail();

    [GeneratedRegex(@"(?<![0-9A-Za-z])[0-9]{12}(?![0-9A-Za-z])", RegexOptions.CultureInvariant)]
    private static partial Regex Account();

    /// <summary>A token file is called after its start URL, which could be found by trying.</summary>
    [GeneratedRegex(@"(?<![0-9a-f])[0-9a-f]{40}(?![0-9a-f])", RegexOptions.CultureInvariant)]
    private static partial Regex Hash();
}
