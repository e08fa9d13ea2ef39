namespace Keepalive.Login;

/// <summary>A step that a person must do during an automatic login.</summary>
/// <param name="Words">A number to match, or a sentence.</param>
internal sealed record LoginNotice(string Words)
{
    /// <summary>The text of a notice with an address.</summary>
    public const string OpenAddress = "Open the address in a browser and approve.";

    /// <summary>The words are a number to match.</summary>
    public bool IsNumber => Words.Length > 0 && Words.All(char.IsAsciiDigit);

    /// <summary>The address to open; null if there is none.</summary>
    public string? Address { get; init; }

    /// <summary>The code to enter or to compare there.</summary>
    public string? UserCode { get; init; }

    /// <summary>The address is to be opened in the browser, once.</summary>
    public bool Opens { get; init; }
}
