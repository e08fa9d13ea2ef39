namespace Keepalive.Platform.Files;

/// <summary>One line of a file's access list on Windows.</summary>
/// <param name="Account">Whom it is about: the identifier as text, such as <c>S-1-1-0</c>.</param>
/// <param name="IsAllowed">It gives the rights; else it refuses them.</param>
/// <param name="Rights">The bits of an access mask.</param>
/// <param name="IsInherited">It comes from a folder above.</param>
internal sealed record AccessEntry(string Account, bool IsAllowed, uint Rights, bool IsInherited)
{
    /// <summary>Rights to read a file: FILE_READ_DATA, GENERIC_READ, GENERIC_ALL.</summary>
    public const uint Reading = 0x9000_0001;

    /// <summary>Rights to change a file or its access list: FILE_WRITE_DATA, FILE_APPEND_DATA, WRITE_DAC, WRITE_OWNER, GENERIC_WRITE, GENERIC_ALL.</summary>
    public const uint Writing = 0x500C_0006;

    // Accounts that are crowds. Source: Microsoft, "Well-known SIDs".
    private static readonly Dictionary<string, string> s_crowds = new(StringComparer.Ordinal)
    {
        ["S-1-1-0"] = "Everyone",
        ["S-1-5-2"] = "Network",
        ["S-1-5-4"] = "Interactive",
        ["S-1-5-7"] = "Anonymous",
        ["S-1-5-11"] = "Authenticated Users",
        ["S-1-5-32-545"] = "Users",
        ["S-1-5-32-546"] = "Guests",
    };

    /// <summary>The crowd's name in English; null for a single account, the system and the administrators, who need no list.</summary>
    public string? Crowd =>
        s_crowds.GetValueOrDefault(Account) ??
        (!Account.StartsWith("S-1-5-21-", StringComparison.Ordinal) ? null
            : Account.EndsWith("-513", StringComparison.Ordinal) ? "Domain Users"
            : Account.EndsWith("-514", StringComparison.Ordinal) ? "Domain Guests"
            : null);

    /// <summary>The lines that give a crowd one of these rights. What an earlier line refuses the same crowd is not given.</summary>
    /// <param name="list">The list, in its order.</param>
    /// <param name="rights"><see cref="Reading"/> or <see cref="Writing"/>.</param>
    public static IReadOnlyList<AccessEntry> LettingIn(IReadOnlyList<AccessEntry> list, uint rights)
    {
        var refused = new Dictionary<string, uint>(StringComparer.Ordinal);
        var found = new List<AccessEntry>();
        foreach (AccessEntry entry in list)
        {
            uint before = refused.GetValueOrDefault(entry.Account);
            if (!entry.IsAllowed)
            {
                refused[entry.Account] = before | entry.Rights;
            }
            else if (entry.Crowd is not null && (entry.Rights & rights & ~before) != 0)
            {
                found.Add(entry);
            }
        }

        return found;
    }
}
