using System.Runtime.InteropServices;

namespace Keepalive.Dummy;

/// <summary>Terminal settings without echo and without line editing, and back again.</summary>
internal sealed unsafe class UnixEcho : IDisposable
{
    private const int Room = 256;
    private const uint Echo = 8;
    private const int AfterOutput = 1;
    private const int AfterOutputWithoutInput = 2;

    private static readonly uint Canonical = OperatingSystem.IsMacOS() ? 0x100u : 2;

    private readonly byte[] _before = new byte[Room];

    private UnixEcho(bool forgetsTyped)
    {
        byte[] changed = new byte[Room];
        fixed (byte* before = _before, settings = changed)
        {
            if (tcgetattr(0, before) != 0)
            {
                throw new InvalidOperationException("Standard input is no terminal.");
            }

            _before.CopyTo(changed, 0);
            uint* local = OperatingSystem.IsMacOS() ? (uint*)(((ulong*)settings) + 3) : ((uint*)settings) + 3;
            *local &= ~(forgetsTyped ? Echo : Echo | Canonical);
            _ = tcsetattr(0, forgetsTyped ? AfterOutputWithoutInput : AfterOutput, settings);
        }
    }

    internal static UnixEcho Off(bool forgetsTyped) => new(forgetsTyped);

    public void Dispose()
    {
        fixed (byte* before = _before)
        {
            _ = tcsetattr(0, AfterOutput, before);
        }
    }

#pragma warning disable SYSLIB1054 // Blittable, and a test program: no generated marshalling is wanted.
    [DllImport("libc")]
    private static extern int tcgetattr(int descriptor, void* settings);

    [DllImport("libc")]
    private static extern int tcsetattr(int descriptor, int when, void* settings);
#pragma warning restore SYSLIB1054
}
