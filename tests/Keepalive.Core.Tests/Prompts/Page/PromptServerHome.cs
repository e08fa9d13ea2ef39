using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Keepalive.Prompts;
using Keepalive.Prompts.Page;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Prompts.Page;

/// <summary>A server in a home of its own, and the bytes that a browser or an attacker would send to it.</summary>
internal sealed class PromptServerHome : IAsyncDisposable
{
    public PromptServerHome()
    {
        Board = new PromptBoard("saml2aws", "work", Clock);
        Server = PromptServer.Start(Home.Environment, Board, Clock);
    }

    public SyntheticHome Home { get; } = new();

    public ManualClock Clock { get; } = new();

    public PromptBoard Board { get; }

    public PromptServer Server { get; }

    public string Folder => StatePaths.Of(Home.Environment, StatePaths.Prompts);

    public string Authority => $"127.0.0.1:{Server.Port}";

    public string Origin => $"http://{Authority}";

    public static Question Code => new() { Kind = QuestionKind.OneTimeCode, Words = "Code of your token", Tool = "saml2aws", Profile = "work" };

    /// <summary>The key that the file for the browser holds.</summary>
    public PageKey ReadKey() => PageKey.Parse(Regex.Match(File.ReadAllText(Server.MakeEntrance().LocalPath), "#([0-9a-f]+)").Groups[1].Value)!;

    public string Head(string method, string target, string? token = null, params string[] more) =>
        string.Join("\r\n", [$"{method} {target} HTTP/1.1", $"Host: {Authority}", .. token is null ? Array.Empty<string>() : [$"Keepalive-Token: {token}"], .. more]) + "\r\n\r\n";

    public string AnswerHead(string id, int length, string? token, params string[] more) =>
        Head("POST", "/answer", token, [$"Origin: {Origin}", "Content-Type: application/octet-stream", $"Content-Length: {length}", $"Keepalive-Question: {id}", .. more]);

    public Task<string> GiveAsync(string id, string text, string? token, params string[] more) =>
        SendAsync(AnswerHead(id, Encoding.UTF8.GetByteCount(text), token, more) + text);

    public async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, Server.Port, TestContext.Current.CancellationToken);
        return socket;
    }

    public async Task<string> SendAsync(string request)
    {
        using Socket socket = await ConnectAsync();
        await socket.SendAsync(Encoding.UTF8.GetBytes(request), TestContext.Current.CancellationToken);
        return await ReceiveAsync(socket);
    }

    /// <summary>Everything up to the end; empty if the connection was closed without a word.</summary>
    public static async Task<string> ReceiveAsync(Socket socket)
    {
        var response = new MemoryStream();
        byte[] buffer = new byte[8192];
        try
        {
            while (await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken) is > 0 and var read)
            {
                response.Write(buffer, 0, read);
            }
        }
        catch (SocketException)
        {
            // The server has closed over something that it did not read.
        }

        return Encoding.UTF8.GetString(response.ToArray());
    }

    /// <summary>The person's answer still counts.</summary>
    public async Task AssertAnswerCountsAsync(string token)
    {
        Task<Secret> asked = Board.State.Question is null ? Board.AskAsync(Code, TestContext.Current.CancellationToken) : throw new InvalidOperationException("A question is open.");
        await AssertAnswerCountsAsync(token, asked);
    }

    public async Task AssertAnswerCountsAsync(string token, Task<Secret> asked)
    {
        string response = await GiveAsync(Board.State.Question!.Id, "right-answer", token);
        Assert.Contains("\"Taken\"", response, StringComparison.Ordinal);
        using Secret answer = await asked.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal("right-answer", Encoding.UTF8.GetString(answer.Utf8));
    }

    public async ValueTask DisposeAsync()
    {
        // A page that is open would be waited for by a clock that stands.
        Task end = Server.DisposeAsync().AsTask();
        while (!end.IsCompleted)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(end, Task.Delay(20));
        }

        await end;
        Home.Dispose();
    }
}
