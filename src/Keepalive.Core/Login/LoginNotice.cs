namespace Keepalive.Login;

/// <summary>What a person has to do for a login that is driven.</summary>
/// <param name="Words">A number to match, or a sentence.</param>
internal sealed record LoginNotice(string Words)
{
    /// <summary>What a notice with an address says.</summary>
    public const string OpenAddress = "Open the address in a browser and approve.";

    /// <summary>What to open; null when nothing is to be opened.</summary>
    public string? Address { get; init; }

    /// <summary>What to enter or to compare there.</summary>
    public string? UserCode { get; init; }
}
