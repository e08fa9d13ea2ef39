using System.Net;
using System.Text;

namespace Keepalive.Core.Tests.Credentials;

/// <summary>The service of a container's or instance's credentials, on a listener on loopback.</summary>
internal sealed class MachineService : IDisposable
{
    private readonly HttpListener _listener;
    private readonly List<string> _requests = [];

    public MachineService()
    {
        for (int port = Random.Shared.Next(20000, 40000); ; port++)
        {
            // One whose start has failed is closed, and can't be started again.
            var listener = new HttpListener();
            listener.Prefixes.Add($"http://127.0.0.1:{port}/");
            try
            {
                listener.Start();
                _listener = listener;
                Address = $"http://127.0.0.1:{port}";
                break;
            }
            catch (HttpListenerException) when (port < 65000)
            {
                // Taken.
            }
        }
    }

    public string Address { get; }

    /// <summary>The requests, each as its method and path.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>The credential as both services give it.</summary>
    public static string Json(string id = "ASIAMACHINE000000001", DateTimeOffset? end = null) =>
        $$"""{"Code":"Success","AccessKeyId":"{{id}}","SecretAccessKey":"s","Token":"t","Expiration":"{{Timestamp.Format(end ?? DateTimeOffset.UtcNow.AddHours(6))}}"}""";

    /// <summary>The answers of IMDSv2 with this credential; no request without the session's token is answered.</summary>
    public static Func<HttpListenerRequest, (int Status, string Body)> Instance(Func<string> credential) => request => request switch
    {
        { HttpMethod: "PUT", RawUrl: "/latest/api/token" } => (200, "session-token"),
        _ when request.Headers["X-aws-ec2-metadata-token"] != "session-token" => (401, string.Empty),
        { RawUrl: "/latest/meta-data/iam/security-credentials/" } => (200, "my-role"),
        { RawUrl: "/latest/meta-data/iam/security-credentials/my-role" } => (200, credential()),
        _ => (404, string.Empty),
    };

    /// <summary>Answers all requests from now on.</summary>
    public void Serve(Func<HttpListenerRequest, (int Status, string Body)> answer) => _ = ServeAsync(answer);

    public void Dispose() => _listener.Close();

    private async Task ServeAsync(Func<HttpListenerRequest, (int Status, string Body)> answer)
    {
        while (_listener.IsListening)
        {
            try
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                lock (_requests)
                {
                    _requests.Add($"{context.Request.HttpMethod} {context.Request.RawUrl}");
                }

                (context.Response.StatusCode, string body) = answer(context.Request);
                context.Response.Close(Encoding.UTF8.GetBytes(body), willBlock: false);
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
