using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Keepalive.Platform.Processes;

/// <summary>
/// Which processes carry a mark in the environment that they were started with. It is inherited through every fork, and so reaches a daemon that has left session, group
/// and parents. A person's browser that a tool has opened is none of it: it stays.
/// </summary>
/// <param name="mark">The value.</param>
[UnsupportedOSPlatform("windows")]
internal sealed class MarkedProcesses(string mark)
{
    /// <summary>An environment is at most a quarter of the stack's limit of 8 MiB.</summary>
    private const int LongestEnvironment = 2 * 1024 * 1024;

    private static readonly string[] s_browsers =
        ["firefox", "chrom", "msedge", "microsoft-edge", "brave", "opera", "vivaldi", "epiphany", "falkon", "konqueror", "librewolf", "zen-bin", "WebKit", "Web Content", "Isolated Web", "Socket Process", "xdg-dbus-proxy"];

    private readonly byte[] _entry = Encoding.UTF8.GetBytes($"{ChildEnvironment.TreeMark}={mark}\0");

    // Who has none never gets one: exec can only bring the mark of one who has it.
    private readonly HashSet<(int Id, ulong Started)> _others = [];

    /// <summary>Whether the process carries it.</summary>
    public bool Has(LinuxProcess process)
    {
        if (_others.Contains((process.Id, process.Started)))
        {
            return false;
        }

        if (!Array.Exists(s_browsers, name => process.Name.StartsWith(name, StringComparison.Ordinal)) && Reads(process.Id))
        {
            return true;
        }

        _others.Add((process.Id, process.Started));
        return false;
    }

    private bool Reads(int id)
    {
        try
        {
            using SafeFileHandle file = File.OpenHandle($"/proc/{id}/environ", share: FileShare.ReadWrite | FileShare.Delete);
            var environment = new MemoryStream();
            byte[] part = new byte[16 * 1024];
            int count;
            while (environment.Length < LongestEnvironment && (count = RandomAccess.Read(file, part, environment.Length)) > 0)
            {
                environment.Write(part, 0, count);
            }

            ReadOnlySpan<byte> content = environment.GetBuffer().AsSpan(0, (int)environment.Length);
            int start = content.IndexOf(_entry);
            return start == 0 || (start > 0 && content[start - 1] == 0);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false; // It has ended, or belongs to another user.
        }
    }
}
