using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Keepalive.Platform.Native.User32;

namespace Keepalive.Platform.Native.Shell32;

/// <summary>Shell_NotifyIconW: an icon in the notification area, with words that Windows 10 and 11 show as a toast while the icon is there.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe partial class NotifyIcon
{
    private const uint NIM_ADD = 0;
    private const uint NIM_DELETE = 2;
    private const uint NIF_ICON = 2;
    private const uint NIF_TIP = 4;
    private const uint NIF_INFO = 0x10;
    private const uint NIIF_INFO = 1;
    private const uint Id = 1;

    /// <summary>False where there is no notification area: a service, a session without a desktop.</summary>
    internal static bool TryShow(MessageWindow owner, string title, string words)
    {
        Data data = Of(owner);
        data.Flags = NIF_ICON | NIF_TIP | NIF_INFO;
        data.InfoFlags = NIIF_INFO;
        data.Icon = SystemIcon.Information();
        data.Say(title, words);
        return Shell_NotifyIconW(NIM_ADD, &data) != 0;
    }

    /// <summary>Removes the icon, and the toast if it is still shown. An icon whose program has ended would stay until the mouse touches it.</summary>
    internal static void Remove(MessageWindow owner)
    {
        Data data = Of(owner);
        _ = Shell_NotifyIconW(NIM_DELETE, &data);
    }

    private static Data Of(MessageWindow owner) => new() { Size = (uint)sizeof(Data), Window = owner.DangerousGetHandle(), Id = Id };

    [LibraryImport("shell32")]
    private static partial int Shell_NotifyIconW(uint message, Data* data);

    /// <summary>NOTIFYICONDATAW.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Data
    {
        internal const int TipLength = 128;
        internal const int InfoLength = 256;
        internal const int TitleLength = 64;

        internal uint Size;
        internal nint Window;
        internal uint Id;
        internal uint Flags;
        internal uint CallbackMessage;
        internal nint Icon;
        internal fixed char Tip[TipLength];
        internal uint State;
        internal uint StateMask;
        internal fixed char Info[InfoLength];
        internal uint Version;
        internal fixed char Title[TitleLength];
        internal uint InfoFlags;
        internal Guid Item;
        internal nint BalloonIcon;

        /// <summary>The data that the shell shows.</summary>
        internal void Say(string title, string words)
        {
            fixed (char* tip = Tip, heading = Title, info = Info)
            {
                Copy(title, new Span<char>(tip, TipLength));
                Copy(title, new Span<char>(heading, TitleLength));
                Copy(words, new Span<char>(info, InfoLength));
            }
        }

        // What is too long is cut; the last character stays NUL.
        private static void Copy(string text, Span<char> room) => text.AsSpan(0, Math.Min(text.Length, room.Length - 1)).CopyTo(room);
    }
}
