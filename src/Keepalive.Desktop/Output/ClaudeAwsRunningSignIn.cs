namespace Keepalive;

/// <summary>A sign-in that runs at this moment, and what a person has to do for it. Holds no secret.</summary>
public sealed class ClaudeAwsRunningSignIn
{
    internal ClaudeAwsRunningSignIn(CompanionObject from)
    {
        Name = from.Text("Name") ?? string.Empty;
        IsAutomatic = from.Flag("IsAutomatic");
        Started = from.Time("Started") ?? default;
        Address = from.Text("Address");
        UserCode = from.Text("UserCode");
        Number = from.Text("Number");
        Asks = from.Text("Asks");
        Question = from.Text("Question");
    }

    /// <summary>The session or profile that is signed in.</summary>
    public string Name { get; }

    /// <summary>True for an automatic login.</summary>
    public bool IsAutomatic { get; }

    /// <summary>When it began.</summary>
    public DateTimeOffset Started { get; }

    /// <summary>The address to open; null if there is none yet.</summary>
    public string? Address { get; }

    /// <summary>The code to compare or type on that page.</summary>
    public string? UserCode { get; }

    /// <summary>The number to match on another device.</summary>
    public string? Number { get; }

    /// <summary>The kind of answer that you are asked for: code, password, choice; null if there is no question.</summary>
    public string? Asks { get; }

    /// <summary>The question of the login tool; null if there is none.</summary>
    public string? Question { get; }

    /// <summary>Its name, and what is awaited of a person.</summary>
    public override string ToString() => string.Join(", ", new[] { Name, Address, UserCode, Number }.OfType<string>());
}
