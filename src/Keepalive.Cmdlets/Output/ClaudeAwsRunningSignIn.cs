using Keepalive.SignIn;
using Keepalive.Workers;

namespace Keepalive;

/// <summary>A sign-in that runs at this moment, and what a person has to do for it. Holds no secret.</summary>
public sealed class ClaudeAwsRunningSignIn
{
    internal ClaudeAwsRunningSignIn(SignInStatus running)
    {
        Name = VisibleText.Line(running.Name);
        IsAutomatic = running.Flow == SignInFlow.Command;
        Started = running.Started;
        Address = VisibleText.Line(running.Address);
        UserCode = VisibleText.Line(running.UserCode);
        Number = VisibleText.Line(running.Number);
        Asks = VisibleText.Line(running.Asks);
        Question = VisibleText.Line(running.Question);
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

    internal string Sentence => Question is not null ? $"The automatic login of '{Name}' asks you for {Article.With(Asks)}: {Question}" : IsAutomatic
        ? $"The automatic login of '{Name}' is running.{(Number is null ? string.Empty : $" The number to match is {Number}.")}"
        : Address is null ? $"A sign-in to '{Name}' has not reached AWS yet."
        : $"A sign-in to '{Name}' waits for you. Open {Address}{(UserCode is null ? string.Empty : $" and compare the code {UserCode}")}";

    /// <summary>Its name, and what is awaited of a person.</summary>
    public override string ToString() => string.Join(", ", new[] { Name, Address, UserCode, Number }.OfType<string>());
}
