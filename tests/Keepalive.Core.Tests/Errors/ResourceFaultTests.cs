using System.ComponentModel;
using System.Net.Sockets;
using Keepalive.Platform.Files;

namespace Keepalive.Core.Tests.Errors;

/// <summary>What the system refuses has one name and one next step, wherever it comes up.</summary>
public sealed class ResourceFaultTests
{
#pragma warning disable CA2201 // The runtime throws it; here it is only looked at.
    public static TheoryData<Exception, string, string> Refusals { get; } = new()
    {
        { new OutOfMemoryException(), "more memory or a new thread", "ulimit -v" },
        { new InsufficientMemoryException(), "more memory or a new thread", "ulimit -v" },
        { new TypeInitializationException("a", new OutOfMemoryException()), "more memory or a new thread", "ulimit -u" },
        { new InsufficientExecutionStackException(), "more stack", "ulimit -s 8192" },
        { new SocketException((int)SocketError.TooManyOpenSockets), "another open file", "ulimit -n 1024" },
    };
#pragma warning restore CA2201

    public static TheoryData<Exception, string, string> UnixRefusals { get; } = new()
    {
        { new IOException(null, 24), "another open file", "ulimit -n 1024" },
        { new IOException(null, 23), "another open file", "ulimit -n 1024" },
        { new Win32Exception(24), "another open file", "ulimit -n 1024" },
        { new IOException(null, 27), "a file of this size", "ulimit -f" },
        { new Win32Exception(OperatingSystem.IsMacOS() ? 35 : 11), "a new process", "ulimit -u" },
        { new Win32Exception(12), "more memory or a new thread", "ulimit -v" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void A_refusal_is_told_with_what_is_refused_and_the_limit(Exception fault, string resource, string limit) => AssertTold(fault, resource, limit);

    [Theory]
    [MemberData(nameof(UnixRefusals))]
    public void An_error_number_of_Unix_is_a_refusal_as_well(Exception fault, string resource, string limit)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "these are Unix's numbers");
        AssertTold(fault, resource, limit);
    }

    [Fact]
    public void Another_fault_is_none() => Assert.All(
        (Exception[])[new IOException(null, 28), new InvalidOperationException(), new Win32Exception(2), new FileNotFoundException()],
        fault => Assert.Null(ResourceFault.Find(fault)));

    [Fact]
    public void An_error_with_a_name_of_its_own_advises_to_raise_the_limit_that_is_behind_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "24 is Unix's number");
        var fault = new IOException(null, 24);

        KeepaliveException error = KeepaliveErrors.ConfigurationInvalid("/c", FileFault.Describe(fault), fault);

        Assert.Equal(KeepaliveErrorCode.ConfigurationInvalid, error.Code);
        Assert.Contains("ulimit -n 1024", error.Advice, StringComparison.Ordinal);
        Assert.DoesNotContain("editor", error.Advice, StringComparison.Ordinal);
    }

    private static void AssertTold(Exception fault, string resource, string limit)
    {
        KeepaliveException? error = ResourceFault.Find(fault);

        Assert.Equal(KeepaliveErrorCode.ResourceRefused, error?.Code);
        Assert.Equal($"The system refuses {resource} to this process.", error!.Message);
        Assert.Contains(limit, error.Advice, StringComparison.Ordinal);
    }
}
