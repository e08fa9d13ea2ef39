namespace Keepalive.Tokens;

/// <summary>The files beside a session's token that are ours alone.</summary>
/// <param name="environment">The variables and the platform.</param>
/// <param name="session">The session.</param>
internal sealed class TokenState(SystemEnvironment environment, SignInSession session)
{
    private readonly string _folder = StatePaths.Of(environment, session.StateFolder);

    /// <summary>Held while the token is renewed; never while a person is awaited.</summary>
    public string TokenLock => environment.Combine(_folder, $"{session.FileKey}.lock");

    /// <summary>A new token that could not be written to its own file.</summary>
    public string HeldToken => environment.Combine(_folder, $"{session.FileKey}.held.json");

    /// <summary>The refresh token that the service has refused, as a hash.</summary>
    public string RefusedToken => environment.Combine(_folder, $"{session.FileKey}.refused");
}
