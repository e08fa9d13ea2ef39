namespace Keepalive.Diagnostics.HelperRuns;

/// <summary>What the output of a helper is to Claude Code.</summary>
/// <param name="Fault">What is wrong with it; null when it is taken.</param>
/// <param name="Detail">The same in words, without anything of the output.</param>
internal sealed record HelperAnswer(HelperFault? Fault, string Detail)
{
    public static HelperAnswer Taken { get; } = new(null, string.Empty);
}

/// <summary>What can be wrong with the output of a helper.</summary>
internal enum HelperFault
{
    /// <summary>The right JSON, and something before or after it.</summary>
    TextBeside,

    /// <summary>Not what the slot takes.</summary>
    Refused,

    /// <summary>A credential that is past, or all but past.</summary>
    Ended,

    /// <summary>A credential whose end Claude Code can't read.</summary>
    WithoutEnd,
}
