using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Keepalive.Core.Tests.Platform.Native;
using Keepalive.Platform.Notifications;

namespace Keepalive.Core.Tests.Platform.Notifications;

/// <summary>The words themselves are in <see cref="NotifyIconTests"/>: the shell shows them to a person and to no program.</summary>
[SupportedOSPlatform("windows")]
public sealed class WindowsNotifierTests
{
    [Theory]
    [InlineData("Choose 42 on your phone.")]
    [InlineData("")]
    [InlineData(300)]
    public async Task Tells_whether_there_is_a_notification_area_that_took_it(object words)
    {
        Assert.SkipUnless(OperatingSystem.IsWindows(), "The notification area is a part of Windows.");
        string message = words as string ?? new string('x', (int)words);

        bool isShown = await new WindowsNotifier(TimeProvider.System).TryNotifyAsync(message, TestContext.Current.CancellationToken);

        Assert.Equal(FindWindowW("Shell_TrayWnd", null) != 0, isShown);
    }

    [DllImport("user32", CharSet = CharSet.Unicode)]
    private static extern nint FindWindowW(string className, string? name);
}
