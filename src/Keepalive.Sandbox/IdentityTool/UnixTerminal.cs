using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Keepalive.Sandbox.IdentityTool;

/// <summary>A terminal byte by byte: .NET's own console would edit and echo lines itself.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class UnixTerminal : IToolTerminal
{
    private readonly SafeFileHandle _terminal;
    private readonly FileStream _input;
    private readonly FileStream _output;
    private readonly bool _isGetpass;

    private UnixTerminal(SafeFileHandle input, SafeFileHandle output, bool isGetpass)
    {
        _terminal = input;
        _input = new FileStream(input, FileAccess.Read, bufferSize: 0);
        _output = new FileStream(output, FileAccess.Write, bufferSize: 0);
        _isGetpass = isGetpass;
    }

    public static UnixTerminal Open(bool isGetpass) => isGetpass
        ? new UnixTerminal(
            File.OpenHandle("/dev/tty", FileMode.Open, FileAccess.Read, FileShare.ReadWrite),
            File.OpenHandle("/dev/tty", FileMode.Open, FileAccess.Write, FileShare.ReadWrite),
            isGetpass)
        : new UnixTerminal(new SafeFileHandle(0, ownsHandle: false), new SafeFileHandle(1, ownsHandle: false), isGetpass);

    public void Write(string text) => _output.Write(Encoding.UTF8.GetBytes(text));

    public string ReadLine()
    {
        List<byte> bytes = [];
        for (int next = _input.ReadByte(); next is not (-1 or '\n'); next = _input.ReadByte())
        {
            bytes.Add((byte)next);
        }

        return Encoding.UTF8.GetString([.. bytes]).TrimEnd('\r');
    }

    /// <summary>getpass turns off the echo and then asks; other tools ask first, and discard earlier input.</summary>
    public string ReadSecret(string prompt)
    {
        Write(_isGetpass ? string.Empty : prompt);
        using (TerminalEcho.Off(_terminal))
        {
            Write(_isGetpass ? prompt : string.Empty);
            string typed = ReadLine();
            Write("\n");
            return typed;
        }
    }

    public void Dispose()
    {
        _input.Dispose();
        _output.Dispose();
    }
}
