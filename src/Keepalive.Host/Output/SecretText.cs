using Keepalive.Secrets;

namespace Keepalive.Host.Output;

/// <summary>The list of secrets for a person. No value is known here.</summary>
internal static class SecretText
{
    public static string Table(SecretList list)
    {
        string[][] rows = [["Owner", "Kind", "Place"], .. list.Entries.Select(static entry => (string[])[Owner(entry), entry.Kind == SecretKind.Totp ? "totp" : "password", VisibleText.Line(entry.Place)])];
        int owners = rows.Max(static row => row[0].Length);
        int kinds = rows.Max(static row => row[1].Length);
        return string.Join('\n', rows.Select(row => $"{row[0].PadRight(owners)}  {row[1].PadRight(kinds)}  {row[2]}"));
    }

    private static string Owner(ListedSecret entry)
    {
        string profiles = string.Join(", ", entry.Profiles.Select(VisibleText.Line));
        return entry is { Account: { } account, Setting: null } ? $"account {VisibleText.Line(account)} ({profiles})" : profiles;
    }
}
