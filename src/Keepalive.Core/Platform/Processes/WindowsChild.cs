using System.ComponentModel;
using System.IO.Pipes;
using System.Runtime.Versioning;
using Keepalive.Platform.Native.Kernel32;
using Microsoft.Win32.SafeHandles;

namespace Keepalive.Platform.Processes;

/// <summary>A child without a console, in a job of its own, which it enters before its first instruction.</summary>
[SupportedOSPlatform("windows")]
internal sealed class WindowsChild : IChild
{
    private readonly AnonymousPipeServerStream _output;
    private readonly AnonymousPipeServerStream? _input;
    private readonly SafeProcessHandle _process;
    private readonly WindowsProcessTree _tree;

    private WindowsChild(AnonymousPipeServerStream output, AnonymousPipeServerStream? input, SafeProcessHandle process, WindowsProcessTree tree)
    {
        _output = output;
        _input = input;
        _process = process;
        _tree = tree;
    }

    public bool HasEnded => ProcessHandle.WaitForEnd(_process, 0);

    internal static WindowsChild Start(ChildCommand command)
    {
        WindowsStart start = WindowsStart.For(command);
        try
        {
            // Large enough that a child rarely waits for our next look.
            AnonymousPipeServerStream output = new(PipeDirection.In, HandleInheritability.Inheritable, 64 * 1024);
            AnonymousPipeServerStream? input = null;
            AnonymousPipeServerStream? errors = null;
            try
            {
                input = command.Input?.Open(HandleInheritability.Inheritable);
                errors = command.Errors?.Open(HandleInheritability.Inheritable);
                WindowsChild child = Start(start, command.StandardInputFile, input, output, errors);
                command.Input?.Started(input!);
                return child;
            }
            catch
            {
                input?.Dispose();
                output.Dispose();
                throw;
            }
            finally
            {
                // The child has its copy. Ours would keep the end of the output from ever coming.
                output.DisposeLocalCopyOfClientHandle();
                errors?.DisposeLocalCopyOfClientHandle();
            }
        }
        catch (Exception exception) when (exception is IOException or Win32Exception)
        {
            throw new ChildStartException("the system has not enough resources", exception);
        }
    }

    public bool WaitForOutput(int milliseconds)
    {
        if (PipeHandle.IsReadable(_output.SafePipeHandle))
        {
            return true;
        }

        WaitForEnd(milliseconds);
        return PipeHandle.IsReadable(_output.SafePipeHandle);
    }

    public int ReadOutput(Span<byte> buffer) => _output.Read(buffer);

    public void WaitForEnd(int milliseconds)
    {
        if (HasEnded)
        {
            Thread.Sleep(milliseconds); // Nothing left to wait for but the pipe, which can't be waited for.
        }
        else
        {
            ProcessHandle.WaitForEnd(_process, milliseconds);
        }
    }

    public void EndTree() => _tree.End();

    public (int ExitCode, int? Signal) Finish()
    {
        if (_tree.IsAlive)
        {
            _tree.End();
        }

        return (ProcessHandle.ExitCode(_process), null);
    }

    public void Dispose()
    {
        try
        {
            Finish();
        }
        finally
        {
            _tree.Dispose();
            _process.Dispose();
            _output.Dispose();
            _input?.Dispose();
        }
    }

    private static WindowsChild Start(WindowsStart start, string? inputFile, AnonymousPipeServerStream? pipe, AnonymousPipeServerStream output, AnonymousPipeServerStream? errors)
    {
        using SafeFileHandle nul = NulDevice.Open();
        using SafeFileHandle? input = inputFile is null ? null : File.OpenHandle(inputFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete | FileShare.Inheritable);
        int error = CreateProcess.Start(
            start.Application,
            start.CommandLine,
            start.EnvironmentBlock,
            start.WorkingDirectory,
            nul,
            pipe is null ? input : pipe.ClientSafePipeHandle,
            output.ClientSafePipeHandle,
            errors?.ClientSafePipeHandle,
            out CreateProcess.ProcessInformation started);
        if (error != 0)
        {
            throw WindowsExecutable.StartFailure(error);
        }

        (SafeProcessHandle process, WindowsProcessTree tree) = WindowsJobMember.Resume(started);
        return new WindowsChild(output, pipe, process, tree);
    }
}
