using Keepalive.Tokens;

namespace Keepalive.ConsoleLogin;

/// <summary>The credential of <c>aws login</c>, in the folder that all AWS tools share.</summary>
internal sealed class LoginTokenKind(SystemEnvironment environment, LoginSession session) : TokenKind<LoginToken>(environment, session)
{
    /// <summary>Five minutes, as the other tools, and a little more: Claude Code asks for the next credential five minutes before the end, and that request shall bring it.</summary>
    public static readonly TimeSpan Ahead = new(0, 5, 10);

    public override string Path { get; } = environment.Combine(FolderOf(environment), $"{session.FileKey}.json");

    public override TimeSpan RenewAhead => Ahead;

    /// <summary>The folder of all sessions.</summary>
    /// <exception cref="KeepaliveException">HomeNotFound.</exception>
    public static string FolderOf(SystemEnvironment environment) =>
        environment.Get("AWS_LOGIN_CACHE_DIRECTORY") is { Length: > 0 } folder ? environment.ExpandHome(folder)
        : environment.Combine(environment.Home ?? throw KeepaliveErrors.HomeNotFound(), ".aws", "login", "cache");

    public override LoginToken? Parse(ReadOnlyMemory<byte> content) => LoginToken.Parse(content);

    public override KeepaliveException Invalid(ReadOnlySpan<byte> content) => KeepaliveErrors.LoginFileInvalid(Path, LoginToken.FindFault(content.ToArray()));

    public override KeepaliveException Ended(LoginToken token, bool isRefused) =>
        token.Missing is { } missing ? KeepaliveErrors.SignInRequired(Session.DisplayName, $"{Path} has no {missing}")
        : isRefused ? KeepaliveErrors.AccessTokenRejected(Session.DisplayName)
        : KeepaliveErrors.SignedOut(Session.DisplayName, token.Expires);

    public override bool IsFinal(string code) => code == KeepaliveErrorCode.SignInRequired;
}
