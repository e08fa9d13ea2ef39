using System.Runtime.InteropServices;

namespace Keepalive.Dummy;

/// <summary>
/// The console this program sits at. Wine gives a program at a pseudo console no standard handles; Windows does, and opening
/// the console by its names gives the same there.
/// </summary>
internal sealed unsafe class WindowsConsole : IDisposable
{
    private const uint ReadAndWrite = 0xC0000000;
    private const uint ShareBoth = 3;
    private const uint OpenExisting = 3;
    private const uint Utf8 = 65001;
    private const uint LineInput = 2;
    private const uint EchoInput = 4;
    private const uint VirtualTerminal = 4;

    private static nint _input;

    private readonly uint _mode;

    private WindowsConsole(uint mode) => _mode = mode;

    internal static void Open()
    {
        _input = OpenByName("CONIN$");
        nint output = OpenByName("CONOUT$");
        _ = SetStdHandle(-10, _input);
        _ = SetStdHandle(-11, output);
        _ = SetStdHandle(-12, output);
        _ = SetConsoleOutputCP(Utf8);
        _ = SetConsoleCP(Utf8);
        uint mode;
        if (GetConsoleMode(output, &mode) != 0)
        {
            _ = SetConsoleMode(output, mode | VirtualTerminal);
        }
    }

    internal static WindowsConsole WithoutEcho()
    {
        uint mode;
        _ = GetConsoleMode(_input, &mode);
        _ = SetConsoleMode(_input, mode & ~EchoInput);
        return new WindowsConsole(mode);
    }

    public void Dispose() => _ = SetConsoleMode(_input, _mode | LineInput);

    private static nint OpenByName(string name)
    {
        fixed (char* first = name)
        {
            return CreateFileW(first, ReadAndWrite, ShareBoth, null, OpenExisting, 0, 0);
        }
    }

#pragma warning disable SYSLIB1054 // Blittable, and a test program: no generated marshalling is wanted.
    [DllImport("kernel32")]
    private static extern nint CreateFileW(char* name, uint access, uint share, void* attributes, uint disposition, uint flags, nint template);

    [DllImport("kernel32")]
    private static extern int SetStdHandle(int which, nint handle);

    [DllImport("kernel32")]
    private static extern int SetConsoleOutputCP(uint codePage);

    [DllImport("kernel32")]
    private static extern int SetConsoleCP(uint codePage);

    [DllImport("kernel32")]
    private static extern int GetConsoleMode(nint handle, uint* mode);

    [DllImport("kernel32")]
    private static extern int SetConsoleMode(nint handle, uint mode);
#pragma warning restore SYSLIB1054
}
