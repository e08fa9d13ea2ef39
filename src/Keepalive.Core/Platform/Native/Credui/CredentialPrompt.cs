using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using Keepalive.Platform.Native.Ole32;

namespace Keepalive.Platform.Native.Credui;

/// <summary>CredUIPromptForWindowsCredentialsW: the dialog in which Windows asks for a user name and a password.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe partial class CredentialPrompt
{
    private const uint CREDUIWIN_GENERIC = 0x1;
    private const int ERROR_CANCELLED = 1223;
    private const int CREDUI_MAX_MESSAGE_LENGTH = 1024;

    /// <summary>Zero, or the error code. The secret is null where the person has cancelled.</summary>
    internal static int Ask(string title, string text, string userName, out Secret? secret)
    {
        secret = null;
        int error = CredentialBuffer.Pack(userName, out byte[] packed);
        if (error != 0)
        {
            return error;
        }

        uint package = 0;
        void* answer = null;
        uint answerSize = 0;
        fixed (char* caption = title, message = text.Length < CREDUI_MAX_MESSAGE_LENGTH ? text : text[..(CREDUI_MAX_MESSAGE_LENGTH - 1)])
        fixed (byte* prefilled = packed)
        {
            Information information = new() { Size = (uint)sizeof(Information), Message = message, Caption = caption };
            error = CredUIPromptForWindowsCredentialsW(&information, 0, &package, prefilled, (uint)packed.Length, &answer, &answerSize, null, CREDUIWIN_GENERIC);
        }

        if (error != 0)
        {
            return error == ERROR_CANCELLED ? 0 : error;
        }

        try
        {
            return CredentialBuffer.Unpack(answer, answerSize, out secret);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(new Span<byte>(answer, (int)answerSize));
            TaskMemory.Free(answer);
        }
    }

    [LibraryImport("credui")]
    private static partial int CredUIPromptForWindowsCredentialsW(
        Information* information, uint authenticationError, uint* package, void* prefilled, uint prefilledSize, void** answer, uint* answerSize, int* save, uint flags);

    /// <summary>CREDUI_INFOW.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Information
    {
        internal uint Size;
        internal nint Parent;
        internal char* Message;
        internal char* Caption;
        internal nint Banner;
    }
}
