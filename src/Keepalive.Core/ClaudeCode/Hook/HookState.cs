namespace Keepalive.ClaudeCode.Hook;

/// <summary>The last message to a Claude Code session.</summary>
/// <param name="Profile">Of which profile; empty for environment variables.</param>
/// <param name="Stage">How its credential stood.</param>
/// <param name="ClockIsOff">That the machine's clock is wrong.</param>
/// <param name="SignIn">Which sign-in was running, and its number; empty for none.</param>
internal sealed record HookState(string Profile, HookStage Stage, bool ClockIsOff, string SignIn)
{
    private const char Separator = '\t';

    public static HookState Nothing { get; } = new(string.Empty, HookStage.Good, ClockIsOff: false, string.Empty);

    public static HookState Parse(string line) =>
        line.TrimEnd('\n').Split(Separator) is [var stage, var clock, var signIn, var profile] && StageOf(stage) is { } known
            ? new HookState(profile, known, clock == "clock", signIn)
            : Nothing;

    /// <summary>The part that concerns a profile: the stage of another profile is not used.</summary>
    public HookState Of(string profile) => Profile == Plain(profile) ? this : Nothing with { Profile = Plain(profile), ClockIsOff = ClockIsOff };

    public string ToLine() => string.Join(Separator, WordOf(Stage), ClockIsOff ? "clock" : "-", Plain(SignIn), Plain(Profile)) + "\n";

    private static string Plain(string text) => text.Replace(Separator, ' ').ReplaceLineEndings(" ");

    private static string WordOf(HookStage stage) => stage switch
    {
        HookStage.EndsSoon => "soon",
        HookStage.Ended => "ended",
        _ => "good",
    };

    private static HookStage? StageOf(string word) => word switch
    {
        "soon" => HookStage.EndsSoon,
        "ended" => HookStage.Ended,
        "good" => HookStage.Good,
        _ => null,
    };
}

/// <summary>How a credential stands, in the steps that are worth a message.</summary>
internal enum HookStage
{
    /// <summary>No person is needed.</summary>
    Good,

    /// <summary>Within the warning window.</summary>
    EndsSoon,

    /// <summary>No request can succeed.</summary>
    Ended,
}
