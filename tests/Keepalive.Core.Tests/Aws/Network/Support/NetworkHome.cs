using Keepalive.Aws.Network;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Aws.Network.Support;

/// <summary>A home with variables of its own and the way out to the network that follows from them.</summary>
internal sealed class NetworkHome : IDisposable
{
    private readonly List<AwsHttp> _made = [];

    public SyntheticHome Home { get; } = new();

    public string this[string variable]
    {
        set => Home.Variables[variable] = value;
    }

    public string WriteFile(string name, string text)
    {
        string path = Path.Combine(Home.Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    public AwsHttp Http(TimeSpan? limit = null)
    {
        var http = new AwsHttp(NetworkSettings.Read(Home.Environment, profile: null, limit));
        _made.Add(http);
        return http;
    }

    public async Task<NetworkFault> FailsAsync(string url, string code, TimeSpan? limit = null, AwsHttp? http = null)
    {
        NetworkFaultException exception = await Assert.ThrowsAsync<NetworkFaultException>(
            () => (http ?? Http(limit)).Client.GetStringAsync(url, TestContext.Current.CancellationToken));
        Assert.Equal(code, exception.Fault.Error.Code);
        return exception.Fault;
    }

    public void Dispose()
    {
        _made.ForEach(http => http.Dispose());
        Home.Dispose();
    }
}
