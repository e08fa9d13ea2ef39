using System.IO.Pipes;
using System.Runtime.Versioning;

namespace Keepalive.Platform.Terminals;

/// <summary>
/// The two pipes of a pseudo console. They have names, for only such pipes can be waited for without a thread that blocks:
/// names that can't be guessed, for one connection, which is ours.
/// </summary>
[SupportedOSPlatform("windows")]
internal sealed class WindowsTerminalPipes : IDisposable
{
    private const int ConnectMilliseconds = 1000;
    private const int Size = 64 * 1024;

    private WindowsTerminalPipes(NamedPipeServerStream output, NamedPipeServerStream input, NamedPipeClientStream farOutput, NamedPipeClientStream farInput)
    {
        Output = output;
        Input = input;
        FarOutput = farOutput;
        FarInput = farInput;
    }

    internal NamedPipeServerStream Output { get; }

    internal NamedPipeServerStream Input { get; }

    /// <summary>Where the console writes. It has its copy once it is there, and ours would keep the end from ever coming.</summary>
    internal NamedPipeClientStream FarOutput { get; }

    internal NamedPipeClientStream FarInput { get; }

    internal static WindowsTerminalPipes Create()
    {
        (NamedPipeServerStream output, NamedPipeClientStream farOutput) = Create(PipeDirection.In, PipeDirection.Out);
        try
        {
            (NamedPipeServerStream input, NamedPipeClientStream farInput) = Create(PipeDirection.Out, PipeDirection.In);
            return new WindowsTerminalPipes(output, input, farOutput, farInput);
        }
        catch
        {
            output.Dispose();
            farOutput.Dispose();
            throw;
        }
    }

    internal void CloseFarEnds()
    {
        FarOutput.Dispose();
        FarInput.Dispose();
    }

    public void Dispose()
    {
        CloseFarEnds();
        Output.Dispose();
        Input.Dispose();
    }

    private static (NamedPipeServerStream Near, NamedPipeClientStream Far) Create(PipeDirection near, PipeDirection far)
    {
        string name = $"claude-aws-{Guid.NewGuid():N}";
        NamedPipeServerStream server = new(
            name, near, maxNumberOfServerInstances: 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly, Size, Size);
        try
        {
            NamedPipeClientStream client = new(".", name, far, PipeOptions.None);
            try
            {
                client.Connect(ConnectMilliseconds);
                server.WaitForConnection();
                return (server, client);
            }
            catch
            {
                client.Dispose();
                throw;
            }
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }
}
