using Keepalive.Aws.Profiles;
using Keepalive.Diagnostics.Facts;

namespace Keepalive.Diagnostics.Repairs;

/// <summary>The sso-session that a start URL of the older form belongs to.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsNew">It has to be made.</param>
internal sealed record SsoSessionPlace(string Name, bool IsNew)
{
    /// <summary>One of the same Identity Center, whatever the spelling of its address; else a new name out of the address.</summary>
    public static SsoSessionPlace Find(IniDocument config, string startUrl, string region)
    {
        string[] names = [.. config.Sections.Where(section => section.Type == IniSectionType.SsoSession).Select(section => section.Name).Distinct()];
        string? same = names.FirstOrDefault(name => StartUrl.Plain(Value(config, name, "sso_start_url")) == StartUrl.Plain(startUrl) && Value(config, name, "sso_region") == region);
        if (same is not null)
        {
            return new SsoSessionPlace(same, IsNew: false);
        }

        string wanted = NameOf(startUrl);
        string name = wanted;
        for (int number = 2; names.Contains(name); number++)
        {
            name = $"{wanted}-{number}";
        }

        return new SsoSessionPlace(name, IsNew: true);
    }

    /// <summary>The first word of the host, or the instance where all have one host.</summary>
    private static string NameOf(string startUrl)
    {
        string[] parts = startUrl[(startUrl.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme ? scheme + 3 : 0)..].Split('/', '?', '#');
        string word = parts.FirstOrDefault(part => part.StartsWith("ssoins-", StringComparison.Ordinal)) ?? parts[0].Split('.', ':')[0];
        string plain = string.Concat(word.ToLowerInvariant().Where(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_'));
        return plain.Length == 0 ? "sso" : plain;
    }

    private static string Value(IniDocument config, string session, string key) => ProfileValue.Of(config, IniSectionType.SsoSession, session, key) ?? string.Empty;
}
