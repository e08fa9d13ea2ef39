using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Keepalive.Platform.Native.Credui;

/// <summary>The buffers of the credential dialog: a user name goes in, a password comes out.</summary>
[SupportedOSPlatform("windows")]
internal static unsafe class CredentialBuffer
{
    private const int ERROR_INSUFFICIENT_BUFFER = 122;

    /// <summary>CREDUI_MAX_USERNAME_LENGTH, CREDUI_MAX_PASSWORD_LENGTH and their ends; of a generic credential the password is not longer.</summary>
    private const int MostCharacters = 514;

    /// <summary>Zero, or the error code. The buffer holds the user name and an empty password.</summary>
    internal static int Pack(string userName, out byte[] buffer)
    {
        buffer = [];
        uint size = 0;
        if (CredPack.Pack(userName, null, &size) is var error and not ERROR_INSUFFICIENT_BUFFER)
        {
            return error;
        }

        buffer = new byte[size];
        fixed (byte* start = buffer)
        {
            return CredPack.Pack(userName, start, &size);
        }
    }

    /// <summary>Zero, or the error code. The characters are zeroed.</summary>
    internal static int Unpack(void* buffer, uint size, out Secret? secret)
    {
        secret = null;
        char[] user = new char[MostCharacters];
        char[] domain = new char[MostCharacters];
        char[] password = GC.AllocateArray<char>(MostCharacters, pinned: true);
        uint userLength = MostCharacters;
        uint domainLength = MostCharacters;
        uint length = MostCharacters;
        try
        {
            int error;
            fixed (char* userStart = user, domainStart = domain, passwordStart = password)
            {
                error = CredUnpack.Unpack(buffer, size, userStart, &userLength, domainStart, &domainLength, passwordStart, &length);
            }

            if (error == 0)
            {
                int end = password.AsSpan().IndexOf('\0');
                secret = Secret.FromText(password.AsSpan(0, end < 0 ? password.Length : end));
            }

            return error;
        }
        finally
        {
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(password.AsSpan()));
        }
    }
}
