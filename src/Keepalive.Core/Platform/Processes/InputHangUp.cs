using Keepalive.Platform.Native.Kernel32;
using Keepalive.Platform.Native.Libc;
using Microsoft.Win32.SafeHandles;

namespace Keepalive.Platform.Processes;

/// <summary>
/// Detects that the other end of our standard input is closed, without reading a byte of it. An input that had hung
/// up from the beginning tells nothing.
/// </summary>
internal sealed class InputHangUp
{
    private readonly SafeFileHandle _input = OperatingSystem.IsWindows() ? StandardHandle.Input() : new SafeFileHandle(0, ownsHandle: false);
    private readonly bool _wasSoFromTheBeginning;

    public InputHangUp() => _wasSoFromTheBeginning = IsSo();

    public bool HasHappened => !_wasSoFromTheBeginning && IsSo();

    private bool IsSo() => !_input.IsInvalid && (OperatingSystem.IsWindows() ? PipeHandle.HasHungUp(_input) : Poll.HasHungUp(_input));
}
