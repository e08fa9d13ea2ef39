using System.Text;
using Keepalive.Platform.Terminals;

namespace Keepalive.Core.Tests.Platform.Terminals;

/// <summary>Alone: other tests would allocate beside it.</summary>
[Collection(nameof(TerminalTextMemoryTests))]
[CollectionDefinition(nameof(TerminalTextMemoryTests), DisableParallelization = true)]
public sealed class TerminalTextMemoryTests
{
    [Theory]
    [InlineData("a row of a program that does not know when to stop\r\n")]
    [InlineData("x")]
    [InlineData("\rspinning \e[K|")]
    [InlineData("\e[6n")]
    public void Memory_does_not_grow_with_100_MB_of_output(string piece)
    {
        byte[] chunk = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(piece, 100_000 / piece.Length)));
        TerminalText text = new(TerminalSize.Default);
        for (int i = 0; i < 50; i++)
        {
            text.Append(chunk);
        }

        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int i = 0; i < 1000; i++)
        {
            text.Append(chunk);
        }

        long after = GC.GetTotalMemory(forceFullCollection: true);
        Assert.True(text.Tail.Text.Length <= 4096 + TerminalSize.Default.Columns);
        Assert.True(text.Rows.Count > 0 || piece == "\e[6n");
        Assert.True(after - before < 40_000_000, $"{after - before} bytes more");
    }
}
