using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Keepalive.Desktop.Companion;

/// <summary>
/// One run of <c>claude-aws cmdlet</c>: a request to its standard input, then messages from its standard output, a line each, and answers. What is
/// disposed of is gone, with all that it has started.
/// </summary>
internal sealed class CompanionConversation : IDisposable
{
    /// <summary>Changes when an older companion would misread the module, or the other way round.</summary>
    public const int Protocol = 1;

    private const int NotAllowed = 13;
    private const int LongestWords = 2000;

    /// <summary>The companion ends its children first; it takes a moment.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(6);

    private static readonly TimeSpan s_lastWords = TimeSpan.FromSeconds(1);

    private readonly Process _process;
    private readonly BlockingCollection<string> _lines = [];
    private readonly StringBuilder _words = new();
    private readonly object _lock = new();
    private readonly Thread _reader;
    private bool _isStopped;

    private CompanionConversation(string program, Process process)
    {
        Program = program;
        _process = process;
        Read(ReadLines, "claude-aws output");
        _reader = Read(ReadWords, "claude-aws words");
    }

    public string Program { get; }

    /// <summary>Nothing comes any more.</summary>
    public bool HasEnded => _lines.IsCompleted;

    /// <summary>Starts the first that can be executed: a package of the Gallery brings no execute bit for Unix.</summary>
    /// <exception cref="CompanionException">CompanionNotFound, CompanionFailed.</exception>
    public static CompanionConversation Start(IReadOnlyList<string> programs, string request)
    {
        Win32Exception? fault = null;
        foreach (string program in programs)
        {
            try
            {
                var conversation = new CompanionConversation(program, Process.Start(StartOf(program, "cmdlet", redirectsInput: true))!);
                conversation.Send(Encoding.ASCII.GetBytes(request + "\n"));
                return conversation;
            }
            catch (Win32Exception exception)
            {
                fault ??= exception;
                if (exception.NativeErrorCode != NotAllowed)
                {
                    break;
                }
            }
        }

        throw fault is null ? CompanionException.NotFound(CompanionProgram.Platform) : CompanionException.NotStarted(programs[0], fault.Message.TrimEnd('.'));
    }

    /// <summary>No window, and no encoding but ASCII: the companion writes nothing else to its output.</summary>
    public static ProcessStartInfo StartOf(string program, string arguments, bool redirectsInput) => new(program, arguments)
    {
        UseShellExecute = false,
        CreateNoWindow = true,
        RedirectStandardInput = redirectsInput,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        StandardOutputEncoding = Encoding.UTF8,
        StandardErrorEncoding = Encoding.UTF8,
    };

    /// <summary>The next message; null if none came within the time, or none comes any more.</summary>
    /// <exception cref="CompanionException">CompanionFailed: it wrote something else.</exception>
    public CompanionObject? Take(TimeSpan patience)
    {
        if (!_lines.TryTake(out string? line, patience))
        {
            return null;
        }

        try
        {
            return JsonText.Read(line);
        }
        catch (FormatException)
        {
            throw CompanionException.Failed(Program, 0, "its output is not that of 'claude-aws cmdlet'.");
        }
    }

    /// <summary>Sends a line, and zeroes it. It may hold a secret: the blanks after it take its place in the buffer of the pipe.</summary>
    public void Answer(byte[] line)
    {
        int length = line.Length;
        Send(line);
        Array.Clear(line, 0, length);
        for (int index = 0; index < length; index++)
        {
            line[index] = (byte)' ';
        }

        Send(line);
    }

    /// <summary>Asks it to end, from any thread.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _isStopped = true;
            try
            {
                _process.StandardInput.BaseStream.Dispose();
            }
            catch (IOException)
            {
                // It is gone already.
            }
        }
    }

    /// <summary>Waits for its end after the last message, and gives its exit status.</summary>
    public (int Status, string Words) Finish()
    {
        if (!_process.WaitForExit((int)s_patience.TotalMilliseconds))
        {
            ProcessTree.Kill(_process);
        }

        _ = _reader.Join(s_lastWords);
        lock (_words)
        {
            return (_process.HasExited ? _process.ExitCode : -1, _words.ToString().Trim());
        }
    }

    public void Dispose()
    {
        Stop();
        _ = Finish();
        _process.Dispose();
    }

    private void Send(byte[] line)
    {
        lock (_lock)
        {
            if (_isStopped)
            {
                return;
            }

            try
            {
                Stream input = _process.StandardInput.BaseStream;
                input.Write(line, 0, line.Length);
                input.Flush();
            }
            catch (IOException)
            {
                // It has ended; its last message, or its exit status, says why.
            }
        }
    }

    private static Thread Read(ThreadStart work, string name)
    {
        var thread = new Thread(work) { IsBackground = true, Name = name };
        thread.Start();
        return thread;
    }

    private void ReadLines()
    {
        try
        {
            while (_process.StandardOutput.ReadLine() is { } line)
            {
                _lines.Add(line);
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The process was disposed of.
        }

        _lines.CompleteAdding();
    }

    private void ReadWords()
    {
        try
        {
            while (_process.StandardError.ReadLine() is { } line)
            {
                lock (_words)
                {
                    if (_words.Length + line.Length < LongestWords)
                    {
                        _words.Append(line.Trim()).Append(' ');
                    }
                }
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // See above.
        }
    }
}
