using Keepalive.Platform.Processes;

namespace Keepalive.Platform.Notifications;

/// <summary>
/// By the system's own program: <c>notify-send</c>, or <c>osascript</c>, which gets the words as an argument and never as a part of its script. Windows has
/// none; there the notification area is asked directly.
/// </summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="clock">The time.</param>
internal sealed class DesktopNotifier(SystemEnvironment environment, TimeProvider clock) : INotifier
{
    private const string Title = "AWS sign-in";
    private const int OutputLimit = 64 * 1024;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    /// <summary>Where <c>notify-send</c> is; by its name in PATH, but for a test.</summary>
    internal string NotifySend { get; init; } = "notify-send";

    /// <summary>The program; null where there is none to try.</summary>
    internal ChildCommand? CommandFor(string message, bool isMacOS) =>
        isMacOS ? new ChildCommand("/usr/bin/osascript", ["-e", "on run argv", "-e", $"display notification (item 1 of argv) with title \"{Title}\"", "-e", "end run", message.StartsWith('-') ? " " + message : message])
        : environment.IsWindows || (environment.Get("DISPLAY") ?? environment.Get("WAYLAND_DISPLAY") ?? environment.Get("DBUS_SESSION_BUS_ADDRESS")) is null ? null

        // The words after -- are no options, whatever a tool has printed.
        : new ChildCommand(NotifySend, ["--app-name=claude-aws", "--urgency=critical", "--expire-time=60000", "--", Title, message]);

    public async Task<bool> TryNotifyAsync(string message, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
        {
            return await new WindowsNotifier(clock).TryNotifyAsync(message, cancellationToken).ConfigureAwait(false);
        }

        if (CommandFor(message, OperatingSystem.IsMacOS()) is not { } command)
        {
            return false;
        }

        using var limit = new CancellationTokenSource(Limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            ChildOutcome outcome = await ChildProcess
                .RunAsync(command with { EnvironmentChanges = SecretVariables.Removed }, OutputLimit, either.Token).ConfigureAwait(false);
            return outcome.ExitCode == 0;
        }
        catch (Exception exception) when (exception is ChildStartException or OperationCanceledException or IOException)
        {
            return false;
        }
    }
}
