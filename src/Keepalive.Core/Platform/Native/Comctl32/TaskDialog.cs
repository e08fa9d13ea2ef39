using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Keepalive.Platform.Native.User32;

namespace Keepalive.Platform.Native.Comctl32;

/// <summary>
/// TaskDialogIndirect: a choice with radio buttons, or yes and no. Only version 6 of the library has it, which a program gets by its manifest; in another
/// program there is no such dialog.
/// </summary>
[SupportedOSPlatform("windows")]
internal static unsafe partial class TaskDialog
{
    private const uint TDF_ALLOW_DIALOG_CANCELLATION = 0x8;
    private const uint TDF_CALLBACK_TIMER = 0x800;
    private const uint TDF_NO_DEFAULT_RADIO_BUTTON = 0x4000;
    private const uint TDCBF_OK_BUTTON = 0x1;
    private const uint TDCBF_YES_BUTTON = 0x2;
    private const uint TDCBF_NO_BUTTON = 0x4;
    private const uint TDCBF_CANCEL_BUTTON = 0x8;
    private const uint TDN_TIMER = 4;
    private const uint TDM_CLICK_BUTTON = 0x400 + 102;
    private const int IDOK = 1;
    private const int IDCANCEL = 2;
    private const int IDYES = 6;
    private const int IDNO = 7;
    private const int FirstRadioButton = 100;

    /// <summary>Whether this program has the version of the library with the dialog.</summary>
    internal static bool IsAvailable { get; } = NativeLibrary.TryLoad("comctl32", out nint library) && NativeLibrary.TryGetExport(library, "TaskDialogIndirect", out _);

    /// <summary>Zero, or the error code. Null where the person has cancelled or chosen nothing.</summary>
    internal static int Choose(string title, string text, string[] options, CancellationToken stop, out int? chosen)
    {
        nint[] names = [.. options.Select(Marshal.StringToCoTaskMemUni)];
        try
        {
            Button[] radio = [.. names.Select(static (name, index) => new Button { Id = FirstRadioButton + index, Text = name })];
            fixed (Button* buttons = radio)
            {
                int error = Show(title, text, TDCBF_OK_BUTTON | TDCBF_CANCEL_BUTTON, buttons, radio.Length, stop, out int pressed, out int selected);
                int index = selected - FirstRadioButton;
                chosen = pressed == IDOK && index >= 0 && index < options.Length ? index : null;
                return error;
            }
        }
        finally
        {
            Array.ForEach(names, Marshal.FreeCoTaskMem);
        }
    }

    /// <summary>Zero, or the error code. Null where the person has cancelled.</summary>
    internal static int Confirm(string title, string text, CancellationToken stop, out bool? isConfirmed)
    {
        int error = Show(title, text, TDCBF_YES_BUTTON | TDCBF_NO_BUTTON | TDCBF_CANCEL_BUTTON, null, 0, stop, out int pressed, out _);
        isConfirmed = pressed switch { IDYES => true, IDNO => false, _ => null };
        return error;
    }

    private static int Show(string title, string text, uint commonButtons, Button* radio, int count, CancellationToken stop, out int pressed, out int selected)
    {
        var held = GCHandle.Alloc(stop);
        int button = 0;
        int choice = 0;
        int error;
        fixed (char* caption = title, content = text)
        {
            Configuration configuration = new()
            {
                Size = (uint)sizeof(Configuration),
                Flags = TDF_ALLOW_DIALOG_CANCELLATION | TDF_CALLBACK_TIMER | TDF_NO_DEFAULT_RADIO_BUTTON,
                CommonButtons = commonButtons,
                Title = caption,
                Content = content,
                RadioButtonCount = (uint)count,
                RadioButtons = radio,
                Callback = &Notified,
                CallbackData = GCHandle.ToIntPtr(held),
            };
            error = TaskDialogIndirect(&configuration, &button, &choice, null);
        }

        held.Free();
        (pressed, selected) = (button, choice);
        return error;
    }

    /// <summary>About every 200 ms: the dialog is closed when another way has answered.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvStdcall)])]
    private static int Notified(nint window, uint notification, nint wide, nint low, nint data)
    {
        if (notification == TDN_TIMER && GCHandle.FromIntPtr(data).Target is CancellationToken { IsCancellationRequested: true })
        {
            _ = WindowMessage.Send(window, TDM_CLICK_BUTTON, IDCANCEL);
        }

        return 0;
    }

    [LibraryImport("comctl32")]
    private static partial int TaskDialogIndirect(Configuration* configuration, int* button, int* radioButton, int* verification);

    /// <summary>TASKDIALOG_BUTTON; the header packs it.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private struct Button
    {
        internal int Id;
        internal nint Text;
    }

    /// <summary>TASKDIALOGCONFIG; the header packs it.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private struct Configuration
    {
        internal uint Size;
        internal nint Parent;
        internal nint Instance;
        internal uint Flags;
        internal uint CommonButtons;
        internal char* Title;
        internal nint MainIcon;
        internal char* MainInstruction;
        internal char* Content;
        internal uint ButtonCount;
        internal Button* Buttons;
        internal int DefaultButton;
        internal uint RadioButtonCount;
        internal Button* RadioButtons;
        internal int DefaultRadioButton;
        internal char* VerificationText;
        internal char* ExpandedInformation;
        internal char* ExpandedControlText;
        internal char* CollapsedControlText;
        internal nint FooterIcon;
        internal char* Footer;
        internal delegate* unmanaged[Stdcall]<nint, uint, nint, nint, nint, int> Callback;
        internal nint CallbackData;
        internal uint Width;
    }
}
