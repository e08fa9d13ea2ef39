using System.Text.RegularExpressions;

namespace Keepalive.Login;

/// <summary>Combines the address and the code for a person, which may be in different lines, in either order.</summary>
internal sealed class AddressFinder
{
    /// <summary>So many rows a code may stand before its address, or behind it.</summary>
    private const int Near = 6;

    private string? _before;
    private string? _address;
    private string? _code;
    private int _sinceAddress;
    private int _sinceCode;

    /// <summary>The new notice; null if the line contains nothing new.</summary>
    /// <param name="row">The row.</param>
    /// <param name="match">What a rule has found in it: its groups <c>address</c> and <c>code</c> count.</param>
    public (string Address, string? Code)? Read(RowText row, Match? match)
    {
        LoginWords words = LoginWords.Shared;
        string? address = (Group(match, "address") is { } named ? AddressWords.Check(named) : null) ?? words.Addresses.FindAddress(row, _before);
        string? code = Group(match, "code") ?? words.Addresses.FindCode(row.Whole);
        _before = row.Whole.Length == 0 ? _before : row.Whole;
        (_sinceAddress, _sinceCode) = (_sinceAddress + 1, _sinceCode + 1);
        if (address is not null)
        {
            bool hasCode = code is not null || (_code is not null && _sinceCode <= Near);
            (_address, _code, _sinceAddress) = (address, code ?? (hasCode ? _code : null), 0);
            return (address, _code);
        }

        if (code is null)
        {
            return null;
        }

        (string? old, _code, _sinceCode) = (_code, code, 0);
        return _address is not null && _sinceAddress <= Near && old != code ? (_address, code) : null;
    }

    private static string? Group(Match? match, string name) => match?.Groups[name] is { Success: true } group ? group.Value.Trim() : null;
}
