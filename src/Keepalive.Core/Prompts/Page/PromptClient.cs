using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Keepalive.Platform.Json;

namespace Keepalive.Prompts.Page;

/// <summary>A sign-in of this user that asks questions in another process: what it asks, and the way to answer.</summary>
public sealed class PromptClient
{
    private const int LongestResponse = 1024 * 1024;

    /// <summary>More than the server waits for news.</summary>
    private static readonly TimeSpan Patience = PromptRoutes.LongestPoll + TimeSpan.FromSeconds(5);

    private readonly PromptRecord _record;
    private readonly TimeProvider _clock;

    private PromptClient(PromptRecord record, TimeProvider clock)
    {
        _record = record;
        _clock = clock;
    }

    /// <summary>The profile that is signed in to.</summary>
    public string Profile => _record.Profile;

    /// <summary>The program or service that asks.</summary>
    public string Tool => _record.Tool;

    /// <summary>Tells the sign-in from others.</summary>
    public string Id => _record.Id;

    /// <summary>The sign-ins that can be asked for their questions. Records of workers that are gone are removed.</summary>
    /// <param name="environment">The variables and the platform.</param>
    /// <param name="clock">The time.</param>
    public static IReadOnlyList<PromptClient> Find(SystemEnvironment environment, TimeProvider clock) =>
        [.. PromptRecord.FindLive(environment, clock).OrderBy(record => record.Profile, StringComparer.Ordinal).Select(record => new PromptClient(record, clock))];

    /// <summary>The first state that is newer than the one that was seen; after about 20 s the same one again.</summary>
    /// <param name="seen">The version that was seen; -1 for none.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="KeepaliveException">QuestionNotFound: the sign-in is over.</exception>
    public async Task<BoardState> ReadAsync(long seen, CancellationToken cancellationToken)
    {
        byte[] body = await SendAsync("GET", string.Create(CultureInfo.InvariantCulture, $"{HttpNames.State}?seen={seen}"), question: null, answer: null, cancellationToken).ConfigureAwait(false);
        return StateDocument.Read(body, _clock.GetUtcNow()) ?? throw Over();
    }

    /// <summary>Gives an answer.</summary>
    /// <param name="question">The question's id.</param>
    /// <param name="answer">The answer; it stays the caller's.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="KeepaliveException">QuestionNotFound: the sign-in is over.</exception>
    public async Task<AnswerOutcome> AnswerAsync(string question, Secret answer, CancellationToken cancellationToken)
    {
        // The worker may be gone, and its port another program's: the answer is sent only after a proof of the server.
        await ReadAsync(seen: -1, cancellationToken).ConfigureAwait(false);
        return Outcome(await SendAsync("POST", HttpNames.Answer, question, answer, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Says that the person gives no answer.</summary>
    /// <param name="question">The question's id.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="KeepaliveException">QuestionNotFound: the sign-in is over.</exception>
    public async Task<AnswerOutcome> DeclineAsync(string question, CancellationToken cancellationToken) =>
        Outcome(await SendAsync("POST", HttpNames.Decline, question, answer: null, cancellationToken).ConfigureAwait(false));

    /// <summary>Makes a new way for a browser to the page: a file of the state folder, or an address that works once.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="KeepaliveException">QuestionNotFound: the sign-in is over.</exception>
    public async Task<Uri> MakeEntranceAsync(CancellationToken cancellationToken)
    {
        byte[] body = await SendAsync("POST", HttpNames.Entrance, question: null, answer: null, cancellationToken).ConfigureAwait(false);
        return Uri.TryCreate(JsonContent.Read(body)?.Text("address"), UriKind.Absolute, out Uri? address) ? address : throw Over();
    }

    private static AnswerOutcome Outcome(byte[] body) => JsonContent.Read(body)?.Word<AnswerOutcome>("outcome") ?? throw Over();

    private async Task<byte[]> SendAsync(string method, string target, string? question, Secret? answer, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        byte[] request = Compose(method, target, question, answer);
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, _record.Port, either.Token).ConfigureAwait(false);
            for (ReadOnlyMemory<byte> rest = request; rest.Length > 0;)
            {
                rest = rest[await socket.SendAsync(rest, either.Token).ConfigureAwait(false)..];
            }

            return await ReceiveAsync(socket, either.Token).ConfigureAwait(false) ?? throw Over();
        }
        catch (Exception exception) when (exception is SocketException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw Over();
        }
        finally
        {
            CryptographicOperations.ZeroMemory(request);
        }
    }

    private byte[] Compose(string method, string target, string? question, Secret? answer)
    {
        string authority = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_record.Port}");
        if (question is not null && !question.All(char.IsAsciiLetterOrDigit))
        {
            throw KeepaliveErrors.QuestionNotFound("the sign-in does not ask that question");
        }

        int length = answer?.Utf8.Length ?? 0;
        byte[] head = Encoding.Latin1.GetBytes(
            $"{method} {target} HTTP/1.1\r\nHost: {authority}\r\nOrigin: http://{authority}\r\n{HttpNames.Token}: {_record.Key.Token}\r\n"
            + (question is null ? string.Empty : $"{HttpNames.Question}: {question}\r\n")
            + (method == "POST" ? string.Create(CultureInfo.InvariantCulture, $"Content-Type: {HttpNames.Bytes}\r\nContent-Length: {length}\r\n") : string.Empty)
            + "\r\n");
        byte[] request = GC.AllocateArray<byte>(head.Length + length, pinned: true);
        head.CopyTo(request, 0);
        answer?.Utf8.CopyTo(request.AsSpan(head.Length));
        return request;
    }

    /// <summary>The body of a success that proves to be from our server; else null.</summary>
    private async Task<byte[]?> ReceiveAsync(Socket socket, CancellationToken cancellationToken)
    {
        byte[] response = new byte[8192];
        int count = 0;
        while (await socket.ReceiveAsync(response.AsMemory(count), cancellationToken).ConfigureAwait(false) is > 0 and var read)
        {
            count += read;
            if (count == response.Length)
            {
                if (count >= LongestResponse)
                {
                    return null;
                }

                Array.Resize(ref response, count * 2);
            }
        }

        int end = response.AsSpan(0, count).IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return null;
        }

        string[] head = Encoding.Latin1.GetString(response, 0, end).Split("\r\n");
        return head[0].StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal) && head.Contains($"{HttpNames.Proof}: {_record.Key.Proof}") ? response[(end + 4)..count] : null;
    }

    private static KeepaliveException Over() => KeepaliveErrors.QuestionNotFound("the sign-in that asked is over");
}
