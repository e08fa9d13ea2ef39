using Keepalive.Commands;
using Keepalive.Secrets;

namespace Keepalive;

/// <summary>A secret by its name. Holds no value.</summary>
public sealed class ClaudeAwsSecret
{
    internal ClaudeAwsSecret(ListedSecret entry)
    {
        Kind = EnumTwin.Name<ClaudeAwsSecretKind>(entry.Kind);
        Profile = VisibleText.Line(entry.Profiles[0]);
        Profiles = [.. entry.Profiles.Select(VisibleText.Line)!];
        Account = VisibleText.Line(entry.Account);
        Setting = entry.Setting;
        Program = VisibleText.Line(entry.Program);
        Store = VisibleText.Line(entry.Store);
        Exists = entry.Exists;
        Place = VisibleText.Line(entry.Place);
    }

    /// <summary>The first profile whose login uses it.</summary>
    public string Profile { get; }

    /// <summary>All of them.</summary>
    public IReadOnlyList<string> Profiles { get; }

    /// <summary>The account that they share; null if it is the profile's own.</summary>
    public string? Account { get; }

    /// <summary>The kind.</summary>
    public ClaudeAwsSecretKind Kind { get; }

    /// <summary>The setting whose command gives it; null if a store keeps it.</summary>
    public string? Setting { get; }

    /// <summary>The program of the command; null if there is none.</summary>
    public string? Program { get; }

    /// <summary>The store; null if a command gives it, or the store could not be asked.</summary>
    public string? Store { get; }

    /// <summary>Whether it is there; a command is not tried. Null if the store could not be asked.</summary>
    public bool? Exists { get; }

    /// <summary>The store or the command, for a person.</summary>
    public string Place { get; }

    /// <summary>The kind and the profile.</summary>
    public override string ToString() => $"{Kind} of {Profile}";
}
