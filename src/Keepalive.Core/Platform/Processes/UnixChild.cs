using System.ComponentModel;
using System.IO.Pipes;
using System.Runtime.Versioning;
using Keepalive.Platform.Native.Libc;

namespace Keepalive.Platform.Processes;

/// <summary>A child that leads a session of its own: no terminal, and one group that a single signal reaches.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class UnixChild : IChild
{
    private readonly int _pid;
    private readonly string? _mark;
    private readonly AnonymousPipeServerStream _output;
    private readonly AnonymousPipeServerStream? _input;
    private (int ExitCode, int? Signal)? _outcome;

    private UnixChild(int pid, string? mark, AnonymousPipeServerStream output, AnonymousPipeServerStream? input)
    {
        _mark = mark;
        _pid = pid;
        _output = output;
        _input = input;
    }

    public bool HasEnded => _outcome is not null || Wait.HasEnded(_pid);

    internal static UnixChild Start(ChildCommand command)
    {
        SortedDictionary<string, string> environment = ChildEnvironment.For(command);
        string path = UnixExecutable.Find(command.FileName, environment);
        try
        {
            return Start(command, path, environment);
        }
        catch (Exception exception) when (exception is IOException or Win32Exception)
        {
            throw new ChildStartException("the system has not enough resources", exception);
        }
    }

    public bool WaitForOutput(int milliseconds) => Poll.IsReadable(_output.SafePipeHandle, milliseconds);

    public int ReadOutput(Span<byte> buffer) => _output.Read(buffer);

    public void WaitForEnd(int milliseconds)
    {
        if (!HasEnded)
        {
            Thread.Sleep(milliseconds);
        }
    }

    public void EndTree()
    {
        if (_outcome is null)
        {
            new UnixProcessTree(_pid, _mark).End();
        }
    }

    public (int ExitCode, int? Signal) Finish()
    {
        if (_outcome is null)
        {
            if (_mark is not null)
            {
                new UnixProcessTree(_pid, _mark).EndIfAlive();
            }

            UnixProcessTree.KillGroup(_pid);
            int status = Wait.Reap(_pid);
            int signal = status & 0x7F;
            _outcome = signal == 0 ? ((status >> 8) & 0xFF, null) : (128 + signal, signal);
            UnixProcessTree.WaitForGroup(_pid);
        }

        return _outcome.Value;
    }

    public void Dispose()
    {
        try
        {
            if (!HasEnded)
            {
                EndTree();
            }

            Finish();
        }
        finally
        {
            _output.Dispose();
            _input?.Dispose();
        }
    }

    private static UnixChild Start(ChildCommand command, string path, SortedDictionary<string, string> environment)
    {
        AnonymousPipeServerStream output = new(PipeDirection.In, HandleInheritability.None);
        AnonymousPipeServerStream? input = null;
        AnonymousPipeServerStream? errors = null;
        try
        {
            input = command.Input?.Open(HandleInheritability.None);
            errors = command.Errors?.Open(HandleInheritability.None);
            var child = new UnixChild(Spawn(command, path, environment, output, input, errors), command.TreeMark, output, input);
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

    private static int Spawn(
        ChildCommand command, string path, SortedDictionary<string, string> environment,
        AnonymousPipeServerStream output, AnonymousPipeServerStream? input, AnonymousPipeServerStream? errors)
    {
        using SpawnFileActions actions = new();
        using SpawnAttributes attributes = new();
        if (command.WorkingDirectory is { } folder && !actions.TryChangeDirectory(folder))
        {
            throw new ChildStartException("this system can't start it in another working directory");
        }

        // The pipes first: should this process run without standard descriptors, one of them may have got their numbers.
        actions.Duplicate((int)output.ClientSafePipeHandle.DangerousGetHandle(), 1);
        if (input is null)
        {
            actions.Open(0, command.StandardInputFile ?? "/dev/null", PosixSpawn.O_RDONLY);
        }
        else
        {
            actions.Duplicate((int)input.ClientSafePipeHandle.DangerousGetHandle(), 0);
        }

        if (errors is null)
        {
            actions.Open(2, "/dev/null", PosixSpawn.O_WRONLY);
        }
        else
        {
            actions.Duplicate((int)errors.ClientSafePipeHandle.DangerousGetHandle(), 2);
        }

        actions.CloseTheRest();

        string[] arguments = [command.FileName, .. command.Arguments];
        string[] variables = [.. environment.Select(variable => $"{variable.Key}={variable.Value}")];
        int error = PosixSpawn.Spawn(out int pid, path, arguments, variables, actions, attributes);
        return error == 0 ? pid : throw UnixExecutable.StartFailure(error, path);
    }
}
