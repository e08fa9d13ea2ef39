using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Keepalive.Dummy;

/// <summary>Standard input and output of a program at a terminal, byte by byte, with nothing of .NET's own console in between.</summary>
internal sealed class TerminalUser : IDisposable
{
    private readonly Stream _input;
    private readonly Stream _output;

    private TerminalUser(Stream input, Stream output)
    {
        _input = input;
        _output = output;
    }

    internal static TerminalUser Open()
    {
        if (OperatingSystem.IsWindows())
        {
            WindowsConsole.Open();
            return new TerminalUser(Console.OpenStandardInput(), Console.OpenStandardOutput());
        }

        // .NET's own stream for standard input edits and echoes lines itself when it is a terminal.
        return new TerminalUser(Descriptor(0, FileAccess.Read), Descriptor(1, FileAccess.Write));
    }

    internal void Write(string text) => Write(Encoding.UTF8.GetBytes(text));

    internal void Write(byte[] bytes)
    {
        _output.Write(bytes);
        _output.Flush();
    }

    internal string ReadLine() => ReadUntil('\n').TrimEnd('\r');

    internal string ReadUntil(char end)
    {
        List<byte> bytes = [];
        while (true)
        {
            int next = _input.ReadByte();
            if (next < 0 || next == end)
            {
                return Encoding.UTF8.GetString([.. bytes]);
            }

            bytes.Add((byte)next);
        }
    }

    /// <summary>What one read gives, which waits for something.</summary>
    internal string ReadSome()
    {
        byte[] bytes = new byte[4096];
        return Encoding.UTF8.GetString(bytes, 0, _input.Read(bytes));
    }

    /// <summary>Nothing typed is shown until this is disposed of. Typing is still read in lines, but for answers of the terminal itself.</summary>
    /// <param name="forgetsTyped">As getpass: what was typed before is lost, and lines can be edited.</param>
    internal IDisposable WithoutEcho(bool forgetsTyped = false)
    {
        _output.Flush();
        return OperatingSystem.IsWindows() ? WindowsConsole.WithoutEcho() : UnixEcho.Off(forgetsTyped);
    }

    /// <summary>One key: an arrow's sequence as a whole.</summary>
    internal string ReadKey()
    {
        int first = _input.ReadByte();
        return first == '\e' && _input.ReadByte() == '[' ? $"\e[{(char)_input.ReadByte()}"
            : first < 0 ? throw new EndOfStreamException()
            : ((char)first).ToString();
    }

    private static FileStream Descriptor(int number, FileAccess access) =>
        new(new SafeFileHandle(number, ownsHandle: false), access, bufferSize: 0);

    public void Dispose()
    {
        _input.Dispose();
        _output.Dispose();
    }
}
