namespace Keepalive.Desktop.Companion;

/// <summary>The companion can't be used. The conditions are in about_KeepaliveErrors, and a test compares them with Core's table.</summary>
internal sealed class CompanionException : Exception
{
    public const string CompanionNotFound = nameof(CompanionNotFound);

    public const string CompanionOutdated = nameof(CompanionOutdated);

    public const string CompanionFailed = nameof(CompanionFailed);

    private CompanionException(string code, string message, string advice, string? target)
        : base(message)
    {
        Code = code;
        Advice = advice;
        Target = target;
    }

    public string Code { get; }

    /// <summary>The name of PowerShell's category.</summary>
    public string Category => Code == CompanionFailed ? "InvalidResult" : "ResourceUnavailable";

    public string Advice { get; }

    public string? Target { get; }

    public static CompanionException NotFound(string platform) => new(
        CompanionNotFound,
        $"Keepalive.Desktop has no claude-aws for {platform}, and claude-aws is not on PATH.",
        "Install Keepalive.Desktop again, or put claude-aws for this platform on PATH.", platform);

    public static CompanionException NotStarted(string program, string reason) => new(
        CompanionFailed,
        $"'{program}' could not be started: {reason}.",
        "Check that the file is a program for this system, that your account may execute it, and that security software does not stop it.", program);

    public static CompanionException Outdated(string program, string? version) => new(
        CompanionOutdated,
        $"'{program}'{(version is null ? string.Empty : $" ({version})")} is of another version than Keepalive.Desktop, and they do not understand each other.",
        "Update Keepalive.Desktop, and claude-aws if it came separately, to the same version.", program);

    public static CompanionException Failed(string program, int status, string words) => new(
        CompanionFailed,
        $"'{program}' ended with exit status {status} before its work was done{(words.Length == 0 ? "." : $": {words}")}",
        "Run 'claude-aws doctor' in a terminal. If it happens again, report it with the file that 'claude-aws support-bundle' writes.", program);
}
