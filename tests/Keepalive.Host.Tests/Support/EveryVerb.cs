namespace Keepalive.Host.Tests.Support;

/// <summary>Every verb that a person may type, each once as it does what it is for. In a home folder of its own none of them reaches anything outside.</summary>
internal static class EveryVerb
{
    public static IReadOnlyList<string[]> All { get; } =
    [
        ["export"], ["export", "--format", "env"],
        ["status"], ["status", "--json"], ["status", "--all"], ["status", "--all", "--json"],
        ["check"], ["check", "--quiet"], ["check", "--as-hook"],
        ["statusline"],
        ["login", "--no-browser", "--timeout", "1"], ["logout"],
        ["config"], ["config", "list", "--json"], ["config", "get", "autoLoginCmd"], ["config", "get", "autoLoginCmd", "--json"],
        ["config", "set", "warnMinutes", "7", "--dry-run"], ["config", "unset", "autoLoginCmd", "--dry-run"], ["config", "path"], ["config", "schema"],
        ["secret", "test", "--store", "plaintext"], ["secret", "remove", "--store", "plaintext"], ["secret", "set", "--store", "plaintext"],
        ["secret", "list", "--store", "plaintext"], ["secret", "set", "--command", "no-such-command"],
        ["exec", "--", "no-such-command"],
        ["install", "--dry-run"], ["uninstall", "--dry-run"], ["reload"],
        ["doctor", "--offline"], ["doctor", "--offline", "--json"], ["doctor", "--fix", "--dry-run"], ["doctor", "--undo"],
        ["explain", "--offline"], ["explain", "--offline", "--json"],
        ["logs"], ["logs", "--json"], ["logs", "--path"],
        ["refresh", "--dry-run"], ["autologin"], ["autologin", "--replay", "no-such-file"],
        ["answer"], ["answer", "1"],
        ["help"], ["version"], ["--help"], ["--version"],
    ];

    public static TheoryData<string> Lines { get; } = [.. All.Select(words => string.Join(' ', words))];
}
