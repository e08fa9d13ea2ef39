namespace Keepalive.Tokens;

/// <summary>The content of a token file: what a service gave, and what it takes to get the next one without a person.</summary>
internal interface IRenewableToken
{
    /// <summary>Tells it from the one before.</summary>
    string Identity { get; }

    /// <summary>Its end, UTC.</summary>
    DateTimeOffset Expires { get; }

    /// <summary>The refresh token, or null where there is none. A secret.</summary>
    string? RefreshToken { get; }

    /// <summary>It has everything that a renewal needs, and nothing of that has ended.</summary>
    bool CanBeRefreshed(DateTimeOffset now);

    /// <summary>The whole file.</summary>
    byte[] ToUtf8();
}
