using System.CommandLine;

namespace Keepalive.Host.Verbs;

/// <summary>Options that mean the same in every verb that has them.</summary>
internal static class CommonOptions
{
    /// <summary>In every verb that changes something.</summary>
    public static Option<bool> DryRun() => new("--dry-run") { Description = "Show what would change, and change nothing." };

    /// <summary>In every verb that asks a question at a terminal.</summary>
    public static Option<bool> Yes() => new("--yes", "-y") { Description = "Ask no questions. Every answer is yes." };

    /// <summary>Asks where a person can answer. No answer is a no.</summary>
    public static bool Agrees(string question)
    {
        Output.StandardText.ToError(question);
        string? answer = Console.In.ReadLine();
        return answer is not null && answer.Trim().ToUpperInvariant() is "" or "Y" or "YES";
    }
}
