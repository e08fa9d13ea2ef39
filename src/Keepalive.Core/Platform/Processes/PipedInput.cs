using System.IO.Pipes;
using System.Text;

namespace Keepalive.Platform.Processes;

/// <summary>A pipe for a child's standard input: with a short text and then its end, or with nothing and no end, as some hosts have it.</summary>
/// <param name="Text">The text, which a pipe has to have room for; null: nothing ever comes, not even the end.</param>
internal sealed record PipedInput(string? Text)
{
    /// <summary>The size that every system's pipe holds without a reader.</summary>
    private const int MaximumLength = 4096;

    /// <summary>The pipe. Its other end is the child's; this one is kept as long as the child lives.</summary>
    public AnonymousPipeServerStream Open(HandleInheritability inheritability)
    {
        AnonymousPipeServerStream pipe = new(PipeDirection.Out, inheritability, MaximumLength);
        if (Text is not null)
        {
            byte[] content = Encoding.UTF8.GetBytes(Text);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(content.Length, MaximumLength, nameof(Text));
            pipe.Write(content);
        }

        return pipe;
    }

    /// <summary>To be called when the child has its copy of the other end.</summary>
    public void Started(AnonymousPipeServerStream pipe)
    {
        pipe.DisposeLocalCopyOfClientHandle();
        if (Text is not null)
        {
            pipe.Dispose();
        }
    }
}
