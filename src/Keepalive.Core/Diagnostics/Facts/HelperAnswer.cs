namespace Keepalive.Diagnostics.Facts;

/// <summary>The verdict of Claude Code on the output of a helper.</summary>
/// <param name="Fault">What is wrong with it; null when it is taken.</param>
/// <param name="Detail">The same in words, without anything of the output.</param>
internal sealed record HelperAnswer(HelperFault? Fault, string Detail)
{
    public static HelperAnswer Taken { get; } = new(null, string.Empty);
}

/// <summary>The possible problems of the output of a helper.</summary>
internal enum HelperFault
{
    /// <summary>The right JSON, and something before or after it.</summary>
    TextBeside,

    /// <summary>Not what the slot takes.</summary>
    Refused,

    /// <summary>A credential that has expired or expires very soon.</summary>
    Ended,

    /// <summary>A credential whose end Claude Code can't read.</summary>
    WithoutEnd,
}
