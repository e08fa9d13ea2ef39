using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Keepalive.Benchmarks;

/// <summary>The requests of a browser that loads the page of a question and sends its answer, without the browser.</summary>
internal static partial class PageVisit
{
    public static async Task<int> RunAsync(Uri entrance, string folder)
    {
        Match address = Address().Match(await File.ReadAllTextAsync(entrance.LocalPath));
        int port = int.Parse(address.Groups["port"].ValueSpan, CultureInfo.InvariantCulture);
        string token = address.Groups["key"].Value;
        await SendAsync(port, Head("GET", "/", port)); // What a program compiles at its first call is the browser's start.
        Note(folder, "visit-begun");
        await SendAsync(port, Head("GET", "/", port));
        string state = await SendAsync(port, Head("GET", "/state?seen=-1", port, $"Keepalive-Token: {token}"));
        while (!state.Contains("\"question\"", StringComparison.Ordinal))
        {
            long seen = (long)JsonNode.Parse(state[(state.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..])!["version"]!;
            state = await SendAsync(port, Head("GET", $"/state?seen={seen}", port, $"Keepalive-Token: {token}"));
        }

        string question = (string)JsonNode.Parse(state[(state.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..])!["question"]!["id"]!;
        Note(folder, "typeable");
        while (!File.Exists(Path.Combine(folder, "allowed")))
        {
            await Task.Delay(5);
        }

        string answer = Head("POST", "/answer", port, $"Keepalive-Token: {token}", $"Origin: http://127.0.0.1:{port}", "Content-Type: application/octet-stream", "Content-Length: 6", $"Keepalive-Question: {question}");
        Note(folder, "sent");
        await SendAsync(port, answer + "answer");
        return 0;
    }

    /// <summary>Requests of a program that has no token, one after the other.</summary>
    public static async Task DisturbAsync(int port, int requests)
    {
        for (int request = 0; request < requests; request++)
        {
            await SendAsync(port, Head("GET", "/", port));
        }
    }

    private static string Head(string method, string target, int port, params string[] more) =>
        string.Join("\r\n", [$"{method} {target} HTTP/1.1", $"Host: 127.0.0.1:{port}", .. more]) + "\r\n\r\n";

    private static async Task<string> SendAsync(int port, string request)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        await socket.SendAsync(Encoding.UTF8.GetBytes(request));
        var response = new MemoryStream();
        byte[] buffer = new byte[16 * 1024];
        while (await socket.ReceiveAsync(buffer) is > 0 and var read)
        {
            response.Write(buffer, 0, read);
        }

        return Encoding.UTF8.GetString(response.ToArray());
    }

    private static void Note(string folder, string name)
    {
        long now = (DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).Ticks * 100;
        File.WriteAllText(Path.Combine(folder, name + ".new"), now.ToString(CultureInfo.InvariantCulture));
        File.Move(Path.Combine(folder, name + ".new"), Path.Combine(folder, name));
    }

    [GeneratedRegex("url=http://127\\.0\\.0\\.1:(?<port>[0-9]+)/#(?<key>[0-9a-f]{64})")]
    private static partial Regex Address();
}
