using System.Reflection;
using System.Security.Cryptography;
using Keepalive.Host.Output;

namespace Keepalive.Host.Cmdlets;

/// <summary>
/// The conversation with the module: messages go out in the order in which they are sent, answers come in the order of the questions. The end of
/// standard input means that the pipeline was stopped, or that PowerShell is gone.
/// </summary>
internal sealed class CmdletChannel : IDisposable
{
    private const int FirstLength = 4 * 1024;

    /// <summary>A request is a command line, an answer a secret or a choice.</summary>
    private const int LongestLine = 1024 * 1024;

    private readonly CancellationTokenSource _closed = new();
    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource<CmdletAnswer>> _questions = new();
    private readonly TaskCompletionSource<CmdletRequest?> _request = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isGreeted;

    public CmdletChannel() => new Thread(Listen) { IsBackground = true, Name = "cmdlet" }.Start();

    public CancellationToken Closed => _closed.Token;

    public CmdletRequest? ReadRequest(TimeSpan patience) => _request.Task.Wait(patience) ? _request.Task.Result : null;

    /// <summary>Tells which program answers, before anything else.</summary>
    public void Greet()
    {
        CmdletMessage hello = Begin("hello");
        hello.Number("protocol", CmdletVerb.Protocol);
        hello.Text("version", typeof(CmdletChannel).Assembly.GetCustomAttribute<AssemblyFileVersionAttribute>()?.Version);
        hello.Send();
    }

    public CmdletMessage Begin(string kind) => new(this, kind);

    public void Send(ReadOnlySpan<byte> line)
    {
        lock (_lock)
        {
            StandardOutput.Write(line);
        }
    }

    /// <summary>Sends a question; the answer is the caller's to dispose of. The answer to a withdrawn question still comes, and is dropped.</summary>
    public async Task<CmdletAnswer> AskAsync(CmdletMessage question, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<CmdletAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _closed.Token.ThrowIfCancellationRequested();
            _questions.Enqueue(answer);
            question.Send();
        }

        using CancellationTokenRegistration withdrawn = cancellationToken.UnsafeRegister(static (state, token) => ((TaskCompletionSource<CmdletAnswer>)state!).TrySetCanceled(token), answer);
        return await answer.Task.ConfigureAwait(false);
    }

    /// <summary>The source stays: the thread may still cancel it, and it holds nothing.</summary>
    public void Dispose() => _request.TrySetResult(null);

    private void Listen()
    {
        byte[] buffer = GC.AllocateUninitializedArray<byte>(FirstLength, pinned: true);
        int count = 0;
        try
        {
            using Stream input = StandardStream.OpenInput();
            while (count < LongestLine && input.Read(buffer, count, buffer.Length - count) is > 0 and int read)
            {
                count = TakeLines(buffer, count, read);
                if (count == buffer.Length)
                {
                    buffer = Grown(buffer);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // As if it had been closed.
        }

        CryptographicOperations.ZeroMemory(buffer);
        Close();
    }

    private static byte[] Grown(byte[] buffer)
    {
        byte[] longer = GC.AllocateUninitializedArray<byte>(2 * buffer.Length, pinned: true);
        buffer.CopyTo(longer, 0);
        CryptographicOperations.ZeroMemory(buffer);
        return longer;
    }

    /// <summary>Takes the whole lines, and moves what is left to the front.</summary>
    private int TakeLines(byte[] buffer, int count, int read)
    {
        int end;
        int start = 0;
        int length = count + read;
        while ((end = Array.IndexOf(buffer, (byte)'\n', start, length - start)) >= 0)
        {
            Take(buffer.AsSpan(start, end - start));
            start = end + 1;
        }

        Buffer.BlockCopy(buffer, start, buffer, 0, length - start);
        CryptographicOperations.ZeroMemory(buffer.AsSpan(length - start));
        return length - start;
    }

    private void Take(ReadOnlySpan<byte> line)
    {
        if (!_isGreeted)
        {
            // .NET Framework begins its pipes with the mark of the console's encoding.
            _isGreeted = true;
            _request.TrySetResult(CmdletRequest.Read(line.StartsWith("\uFEFF"u8) ? line[3..] : line));
            return;
        }

        TaskCompletionSource<CmdletAnswer>? question;
        lock (_lock)
        {
            _questions.TryDequeue(out question);
        }

        var answer = new CmdletAnswer(line);
        if (question?.TrySetResult(answer) != true)
        {
            answer.Dispose();
        }
    }

    private void Close()
    {
        _request.TrySetResult(null);
        lock (_lock)
        {
            while (_questions.TryDequeue(out TaskCompletionSource<CmdletAnswer>? question))
            {
                question.TrySetCanceled(CancellationToken.None);
            }
        }

        _closed.Cancel();
    }
}
