namespace Keepalive.Errors;

/// <summary>
/// A condition the product knows by name. Neither <see cref="Exception.Message"/>, <see cref="Advice"/> nor
/// <see cref="Target"/> ever holds a key, a token or the text of a line of a credentials file, or a character that a terminal would obey
/// (<see cref="VisibleText"/>): names in them come from anywhere.
/// </summary>
public sealed class KeepaliveException : Exception
{
    /// <summary>Made by <see cref="KeepaliveErrors"/> alone, so that one condition has one wording.</summary>
    internal KeepaliveException(string code, string message, string advice, string? target = null, Exception? inner = null)
        : base(VisibleText.Line(message), inner)
    {
        Code = code;
        Advice = VisibleText.Line(inner is null ? advice : ResourceFault.AdviceFor(inner) ?? advice);
        Target = VisibleText.Line(target);
    }

    /// <summary>One of <see cref="KeepaliveErrorCode"/>: stable for ever, holds no data.</summary>
    public string Code { get; }

    /// <summary>The next step, as a sentence for the person at the keyboard.</summary>
    public string Advice { get; }

    /// <summary>The profile, path or command that was worked on, if there is one.</summary>
    public string? Target { get; }

    /// <summary>The same condition where a better next step is known.</summary>
    internal KeepaliveException Advise(string advice) => new(Code, Message, advice, Target, this);
}
