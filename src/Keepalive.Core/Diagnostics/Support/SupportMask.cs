using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Keepalive.Login;

namespace Keepalive.Diagnostics.Support;

/// <summary>
/// Masks private data in a text. The same value always gets the same replacement, so that one can still see that
/// two lines concern the same account. Secrets get no replacement; they are removed.
/// </summary>
internal sealed partial class SupportMask
{
    /// <summary>Shorter names and common names would be found in the middle of sentences.</summary>
    private const int ShortestName = 3;

    /// <summary>A half of a shorter one is a word like others.</summary>
    private const int ShortestBroken = 8;

    private static readonly string[] s_nobodysNames = ["root", "user", "admin", "runner", "default"];

    private readonly Dictionary<string, string> _standIns = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> _counts = [];
    private readonly string[] _secrets;
    private readonly string[] _homes;
    private readonly string[] _users;
    private readonly string[] _portals;

    /// <param name="homes">The folders that are called <c>~</c>.</param>
    /// <param name="users">The names that the person and the machine go by.</param>
    /// <param name="portals">The first words of start URLs, by which a repair calls a session.</param>
    /// <param name="secrets">What must not be in any text, whatever it looks like.</param>
    public SupportMask(IEnumerable<string> homes, IEnumerable<string> users, IEnumerable<string> portals, IEnumerable<string> secrets)
    {
        _homes = [.. homes.Where(home => home.Length > 1).SelectMany(static home => (string[])[home, home.Replace('\\', '/')]).Distinct()];
        _users = Words(users);
        _portals = Words(portals);

        // The longest first, so that nothing is left of one that holds another.
        _secrets = [.. secrets.Distinct().OrderByDescending(static secret => secret.Length)];
    }

    /// <summary>The text without them.</summary>
    public string Clean(string text)
    {
        text = _secrets.Aggregate(text, static (rest, secret) => rest.Replace(secret, SecretShapes.Mark, StringComparison.Ordinal));
        foreach (string home in _homes)
        {
            text = text.Replace(home, "~", StringComparison.OrdinalIgnoreCase);
        }

        text = Address().Replace(text, match => IsOfAws(match.Groups["host"].Value) ? match.Value : $"https://{StandIn("address", match.Value)}");
        text = Portal().Replace(text, match => StandIn("address", match.Value));
        text = EMail().Replace(text, match => StandIn("email", match.Value));
        text = Account().Replace(text, match => StandIn("account", match.Value));
        text = Hash().Replace(text, match => StandIn("hash", match.Value));
        text = _portals.Aggregate(text, (rest, portal) => Without(rest, portal, "address"));
        text = _users.Aggregate(text, (rest, user) => Without(rest, user, "name"));

        // Last: what has a stand-in by now looks like no token any more.
        return string.Join('\n', text.Split('\n').Select(static row => SecretShapes.Clean(row)));
    }

    /// <summary>The output of a program without secrets; a secret there may be split at the end of a line.</summary>
    public string CleanRows(string text)
    {
        var rows = new ShownRows(text.Split('\n'));
        foreach (string secret in _secrets.Where(static secret => secret.Length >= ShortestBroken))
        {
            rows.Hide(secret);
        }

        return Clean(string.Join('\n', rows.ToStrings()));
    }

    /// <summary>The same document, every text in it without them.</summary>
    public JsonNode? Clean(JsonNode? node) => node switch
    {
        JsonObject json => new JsonObject(json.Select(member => KeyValuePair.Create(member.Key, Clean(member.Value)))),
        JsonArray array => new JsonArray([.. array.Select(Clean)]),
        JsonValue value when value.TryGetValue(out string? text) => JsonValue.Create(Clean(text)),
        _ => node?.DeepClone(),
    };

    private static string[] Words(IEnumerable<string> words) =>
        [.. words.Where(word => word.Length >= ShortestName && !s_nobodysNames.Contains(word, StringComparer.OrdinalIgnoreCase)).Distinct(StringComparer.OrdinalIgnoreCase)];

    private string Without(string text, string word, string kind) => Regex.Replace(
        text, $@"(?<![\p{{L}}\p{{N}}]){Regex.Escape(word)}(?![\p{{L}}\p{{N}}])", StandIn(kind, word), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private string StandIn(string kind, string value)
    {
        if (!_standIns.TryGetValue(value, out string? standIn))
        {
            int number = _counts[kind] = _counts.GetValueOrDefault(kind) + 1;
            _standIns[value] = standIn = $"{kind}-{number}";
        }

        return standIn;
    }

    /// <summary>The hosts of the services are public, and show the region.</summary>
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
    [GeneratedRegex(@"(?<![0-9a-f])[0-9a-f]{40}(?=\.json)", RegexOptions.CultureInvariant)]
    private static partial Regex Hash();
}
