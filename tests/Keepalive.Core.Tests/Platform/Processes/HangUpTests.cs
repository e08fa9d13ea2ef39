using System.IO.Pipes;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Keepalive.Platform.Native.Kernel32;
using Keepalive.Platform.Native.Libc;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Platform.Processes;

/// <summary>Nobody is left at the other end.</summary>
public sealed class HangUpTests
{
    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_pipe_hangs_up_with_its_last_writer()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "poll is not part of Windows");
        using var reader = new AnonymousPipeServerStream(PipeDirection.In);
        var writer = new AnonymousPipeClientStream(PipeDirection.Out, reader.ClientSafePipeHandle);
        Assert.False(Poll.HasHungUp(reader.SafePipeHandle));

        writer.WriteByte(1);
        Assert.False(Poll.HasHungUp(reader.SafePipeHandle));
        writer.Dispose();
        await UntilHungUpAsync(reader.SafePipeHandle);

        // What was written is still there: nothing has been read.
        Assert.Equal(1, reader.ReadByte());
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_socket_hangs_up_when_the_other_is_gone_and_not_when_it_has_said_all()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "poll is not part of Windows");
        DirectoryInfo folder = Directory.CreateTempSubdirectory("keepalive-socket-");
        try
        {
            var address = new UnixDomainSocketEndPoint(Path.Combine(folder.FullName, "s"));
            using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            listener.Bind(address);
            listener.Listen();
            using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await client.ConnectAsync(address, TestContext.Current.CancellationToken);
            using Socket helper = await listener.AcceptAsync(TestContext.Current.CancellationToken);
            Assert.False(Poll.HasHungUp(helper.SafeHandle));

            client.Shutdown(SocketShutdown.Send);
            Assert.False(Poll.HasHungUp(helper.SafeHandle));
            client.Dispose();
            await UntilHungUpAsync(helper.SafeHandle);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_file_never_hangs_up()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "poll is not part of Windows");
        using FileStream none = File.OpenRead("/dev/null");

        Assert.False(Poll.HasHungUp(none.SafeFileHandle));
    }

    [Fact]
    [SupportedOSPlatform("windows")]
    public void A_pipe_of_Windows_hangs_up_with_its_last_writer()
    {
        Assert.SkipUnless(OperatingSystem.IsWindows(), "PeekNamedPipe is Windows's");
        using var reader = new AnonymousPipeServerStream(PipeDirection.In);
        var writer = new AnonymousPipeClientStream(PipeDirection.Out, reader.ClientSafePipeHandle);
        Assert.False(PipeHandle.HasHungUp(reader.SafePipeHandle));

        writer.Dispose();
        Assert.True(PipeHandle.HasHungUp(reader.SafePipeHandle));
    }

    /// <summary>
    /// A program that another test starts meanwhile has a copy of every descriptor until it becomes that program
    /// (close-on-exec closes nothing before).
    /// </summary>
    [UnsupportedOSPlatform("windows")]
    private static Task UntilHungUpAsync(SafeHandle descriptor) =>
        Waiting.UntilAsync(() => Poll.HasHungUp(descriptor), TestContext.Current.CancellationToken);
}
