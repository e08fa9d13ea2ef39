namespace Keepalive.Tokens;

/// <summary>All that differs between the tokens of two services: where they are, how they are read, and how early they are renewed.</summary>
/// <typeparam name="TToken">The token.</typeparam>
/// <param name="environment">The variables and the platform.</param>
/// <param name="session">The session.</param>
internal abstract class TokenKind<TToken>(SystemEnvironment environment, SignInSession session)
    where TToken : class, IRenewableToken
{
    public SystemEnvironment Environment { get; } = environment;

    public SignInSession Session { get; } = session;

    /// <summary>The files beside the token that are ours alone.</summary>
    public TokenState State { get; } = new(environment, session);

    /// <summary>The file that all AWS tools share.</summary>
    public abstract string Path { get; }

    /// <summary>How long before its end a token is renewed.</summary>
    public abstract TimeSpan RenewAhead { get; }

    /// <summary>So that the sessions of one morning don't all come at once.</summary>
    public virtual TimeSpan Jitter => TimeSpan.Zero;

    /// <summary>Reads a file's content; null if it is not a complete token (another tool may be writing it).</summary>
    public abstract TToken? Parse(ReadOnlyMemory<byte> content);

    /// <summary>The error of a file that stays without a token.</summary>
    public abstract KeepaliveException Invalid(ReadOnlySpan<byte> content);

    /// <summary>The error of a token that is worth nothing, where only a person can bring the next one.</summary>
    /// <param name="token">The token.</param>
    /// <param name="isRefused">The service did not take it, whatever its end.</param>
    public abstract KeepaliveException Ended(TToken token, bool isRefused);

    /// <summary>The service has refused the refresh token for good.</summary>
    public abstract bool IsFinal(string code);
}
