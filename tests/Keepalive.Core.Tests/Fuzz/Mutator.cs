namespace Keepalive.Core.Tests.Fuzz;

/// <summary>Damages an input as a broken tool, disk or editor would, and as nobody would.</summary>
/// <param name="random">Decides.</param>
/// <param name="corpus">Good inputs.</param>
/// <param name="specials">Pieces that mean something to the reader.</param>
internal sealed class Mutator(Random random, IReadOnlyList<byte[]> corpus, IReadOnlyList<byte[]> specials)
{
    public byte[] Make()
    {
        byte[] input = Any(corpus);
        for (int times = random.Next(6); times >= 0; times--)
        {
            input = Change(input);
        }

        return input;
    }

    private byte[] Change(byte[] input)
    {
        int at = random.Next(input.Length + 1);
        int to = random.Next(at, Math.Min(input.Length, at + 40) + 1);
        switch (random.Next(8))
        {
            case 0 when input.Length > 0:
                byte[] flipped = [.. input];
                flipped[random.Next(input.Length)] ^= (byte)(1 << random.Next(8));
                return flipped;
            case 1:
                return input[..at];
            case 2:
                return [.. input[..at], .. input[to..]];
            case 3:
                byte[] other = Any(corpus);
                return [.. input[..at], .. other[random.Next(other.Length + 1)..]];
            case 4:
                return [.. input[..to], .. input[at..]];
            case 5:
                byte[] noise = new byte[random.Next(8)];
                random.NextBytes(noise);
                return [.. input[..at], .. noise, .. input[at..]];
            default:
                return [.. input[..at], .. Any(specials), .. input[(random.Next(2) == 0 ? at : to)..]];
        }
    }

    private byte[] Any(IReadOnlyList<byte[]> list) => list[random.Next(list.Count)];
}
