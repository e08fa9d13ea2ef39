using System.ComponentModel;
using System.Net.Sockets;

namespace Keepalive.Errors;

/// <summary>The table of the resources that the system can refuse to this process, because of a limit (<c>ulimit</c>), a container or a full machine, with their next steps.</summary>
public static class ResourceFault
{
    private static readonly Resource s_memory = new(
        "more memory or a new thread", "Raise the limit. 'ulimit -v' and 'ulimit -u' show the limits of the shell; a container has its own limits on memory and processes.");

    private static readonly Resource s_stack = new("more stack", "Allow more stack, and retry: ulimit -s 8192");
    private static readonly Resource s_files = new("another open file", "Allow more open files, and retry: ulimit -n 1024");
    private static readonly Resource s_size = new("a file of this size", "Allow larger files ('ulimit -f' shows the limit), and retry.");
    private static readonly Resource s_process = new("a new process", "Allow more processes ('ulimit -u' shows the limit; a container has its own limit), and retry.");

    /// <summary>The error for an exception of the runtime that a refused resource has caused; null for any other exception.</summary>
    public static KeepaliveException? Find(Exception fault) =>
        ResourceOf(fault) is { } refused ? KeepaliveErrors.ResourceRefused(refused.Name, refused.Advice, fault) : null;

    /// <summary>The next step if a limit has caused an error that has its own code.</summary>
    internal static string? AdviceFor(Exception fault) => ResourceOf(fault)?.Advice;

    private static Resource? ResourceOf(Exception? fault)
    {
        for (; fault is not null; fault = fault.InnerException)
        {
            if (Match(fault) is { } resource)
            {
                return resource;
            }
        }

        return null;
    }

    private static Resource? Match(Exception fault) => fault switch
    {
        OutOfMemoryException => s_memory,
        InsufficientExecutionStackException => s_stack,
        SocketException { SocketErrorCode: SocketError.TooManyOpenSockets } => s_files,
        Win32Exception error when !OperatingSystem.IsWindows() => OfNumber(error.NativeErrorCode),
        IOException when !OperatingSystem.IsWindows() => OfNumber(fault.HResult),
        _ => null,
    };

    private static Resource? OfNumber(int error) => error switch
    {
        23 or 24 => s_files, // ENFILE, EMFILE
        27 => s_size, // EFBIG
        12 => s_memory, // ENOMEM
        _ when error == (OperatingSystem.IsMacOS() ? 35 : 11) => s_process, // EAGAIN
        _ => null,
    };

    private sealed record Resource(string Name, string Advice);
}
