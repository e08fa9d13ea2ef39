using System.Runtime.Versioning;
using Keepalive.Platform.Native.Shell32;
using Keepalive.Platform.Native.User32;

namespace Keepalive.Platform.Notifications;

/// <summary>
/// By an icon in the notification area, whose words Windows 10 and 11 show as a toast. It needs no registered application and no
/// other program; but the toast goes with the icon, so the icon stays for a while.
/// </summary>
/// <param name="clock">The time.</param>
[SupportedOSPlatform("windows")]
internal sealed class WindowsNotifier(TimeProvider clock) : INotifier
{
    private const string Title = "AWS sign-in";
    private const int ThreadStack = 256 * 1024;

    /// <summary>The shell answers within its own four seconds, or never.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>A push message lives about as long.</summary>
    private static readonly TimeSpan Stay = TimeSpan.FromMinutes(1);

    public async Task<bool> TryNotifyAsync(string message, CancellationToken cancellationToken)
    {
        TaskCompletionSource<bool> shown = new(TaskCreationOptions.RunContinuationsAsynchronously);

        // A window belongs to a thread, and the shell may keep that waiting.
        new Thread(() => Show(message, shown), ThreadStack) { IsBackground = true, Name = "notification" }.Start();
        try
        {
            return await shown.Task.WaitAsync(Limit, clock, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            return false;
        }
    }

    private static void Show(string message, TaskCompletionSource<bool> shown)
    {
        try
        {
            using MessageWindow? window = MessageWindow.TryCreate();
            bool isShown = window is not null && NotifyIcon.TryShow(window, Title, message);
            shown.SetResult(isShown);
            if (isShown)
            {
                KeepUntilItHasBeenSeen(window!);
            }
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            shown.TrySetResult(false); // Nano Server has neither windows nor a shell.
        }
    }

    private static void KeepUntilItHasBeenSeen(MessageWindow window)
    {
        void AtExit(object? sender, EventArgs arguments) => NotifyIcon.Remove(window);
        AppDomain.CurrentDomain.ProcessExit += AtExit;
        try
        {
            Thread.Sleep(Stay);
        }
        finally
        {
            AppDomain.CurrentDomain.ProcessExit -= AtExit;
            NotifyIcon.Remove(window);
        }
    }
}
