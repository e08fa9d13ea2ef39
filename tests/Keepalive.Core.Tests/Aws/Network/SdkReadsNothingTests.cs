using System.Reflection;
using System.Runtime.Loader;
using Keepalive.Core.Tests.Aws.Network.Support;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Aws.Network;

/// <summary>
/// The SDK fills whatever a configuration leaves open from the files of AWS_PROFILE. Here these files are held for exclusive use, so that
/// reading them fails, and the SDK is loaded a second time, because it reads once a process.
/// </summary>
public sealed class SdkReadsNothingTests
{
    [Fact]
    public async Task A_client_of_ours_reads_no_file_and_no_metadata()
    {
        await using LoopbackServer server = LoopbackServer.Plain(LoopbackServer.Http(200, "application/json", """{"accessToken":"a"}"""));

        Assert.Null(RunIsolated(nameof(IsolatedClient.CallWithOurConfiguration), server.Port));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_client_of_the_SDKs_own_making_does()
    {
        await using LoopbackServer server = LoopbackServer.Plain(LoopbackServer.Http(200, "application/json", """{"accessToken":"a"}"""));

        Assert.NotNull(RunIsolated(nameof(IsolatedClient.CallWithTheSdksConfiguration), server.Port));
    }

    private static string? RunIsolated(string method, int port)
    {
        using var home = new SyntheticHome();
        home.WriteConfig("[default]\nmax_attempts = 9\n").WriteCredentials("[default]\n");
        using FileStream config = Hold(home.ConfigPath);
        using FileStream credentials = Hold(home.CredentialsPath);
        var context = new FreshContext();
        Type client = context.LoadFromAssemblyPath(typeof(IsolatedClient).Assembly.Location).GetType(typeof(IsolatedClient).FullName!, throwOnError: true)!;
        return (string?)client.GetMethod(method)!.Invoke(null, [home.ConfigPath, home.CredentialsPath, port]);
    }

    private static FileStream Hold(string path) => new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

    /// <summary>Loads the product and the SDK anew; everything else is the process's.</summary>
    private sealed class FreshContext() : AssemblyLoadContext(isCollectible: true)
    {
        protected override Assembly? Load(AssemblyName assemblyName)
        {
            string path = Path.Combine(AppContext.BaseDirectory, $"{assemblyName.Name}.dll");
            bool isOurs = assemblyName.Name is { } name
                && (name.StartsWith("AWSSDK.", StringComparison.Ordinal) || name == "Keepalive.Core");
            return isOurs ? LoadFromAssemblyPath(path) : null;
        }
    }
}
