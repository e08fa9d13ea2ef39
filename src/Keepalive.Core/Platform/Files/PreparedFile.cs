namespace Keepalive.Platform.Files;

/// <summary>
/// The next version of a file, whose place is secured before its content is known: the temporary file is in the target's folder, is
/// the owner's alone and has its room on the disk. For what can be had only once: a folder that may not be written, a full disk or a quota
/// is noticed while nothing is lost.
/// </summary>
internal sealed class PreparedFile : IDisposable
{
    private readonly string _target;
    private readonly string _temporary;
    private FileStream? _stream;

    private PreparedFile(string target, string temporary, FileStream stream)
    {
        _target = target;
        _temporary = temporary;
        _stream = stream;
    }

    /// <summary>Makes the temporary file. Missing folders are made, owner-only.</summary>
    /// <param name="path">The file.</param>
    /// <param name="room">How many bytes its content may have.</param>
    /// <exception cref="IOException">It could not be written; nothing is left of the attempt.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static PreparedFile Create(string path, int room)
    {
        string target = AtomicFile.TargetOf(path);
        AtomicFile.CreateFolder(Path.GetDirectoryName(target)!);
        string temporary = TemporaryName.Beside(target);
        FileStream? stream = null;
        try
        {
            stream = AtomicFile.Create(temporary);

            // Bytes that no file system stores in less room than they have.
            byte[] filling = new byte[room];
            Random.Shared.NextBytes(filling);
            FileContent.Write(stream, filling);
            stream.Flush(flushToDisk: true);
            return new PreparedFile(target, temporary, stream);
        }
        catch
        {
            stream?.Dispose();
            AtomicFile.Discard(temporary);
            throw;
        }
    }

    /// <summary>The file that it is for, where a link leads to.</summary>
    public string Target => _target;

    /// <summary>Its content was written, or could not be: it can't be used again.</summary>
    public bool IsFilled => _stream is null;

    /// <summary>Writes the content and puts the file in its place, once.</summary>
    /// <param name="content">All its bytes.</param>
    /// <exception cref="IOException">The old version is still there.</exception>
    /// <exception cref="UnauthorizedAccessException">The old version is still there.</exception>
    public void Commit(ReadOnlySpan<byte> content)
    {
        string temporary = Fill(content);
        try
        {
            AtomicFile.Replace(temporary, _target);
            AtomicFile.Sweep(_target);
        }
        catch
        {
            AtomicFile.Discard(temporary);
            throw;
        }
    }

    /// <summary>Writes the content, once, and leaves it to the caller to put the temporary file in its place.</summary>
    /// <param name="content">All its bytes.</param>
    /// <returns>The temporary file.</returns>
    /// <exception cref="IOException">It can't be written; nothing is left of it.</exception>
    public string Fill(ReadOnlySpan<byte> content)
    {
        FileStream stream = _stream ?? throw new InvalidOperationException("It is written already.");
        _stream = null;
        try
        {
            using (stream)
            {
                stream.Position = 0;
                FileContent.Write(stream, content);
                stream.SetLength(content.Length);
                stream.Flush(flushToDisk: true);
            }

            return _temporary;
        }
        catch
        {
            AtomicFile.Discard(_temporary);
            throw;
        }
    }

    /// <summary>Takes the temporary file away, where it was not needed.</summary>
    public void Dispose()
    {
        if (_stream is null)
        {
            return;
        }

        _stream.Dispose();
        _stream = null;
        AtomicFile.Discard(_temporary);
    }
}
