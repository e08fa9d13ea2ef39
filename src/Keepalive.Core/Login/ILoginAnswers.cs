using Keepalive.Secrets;

namespace Keepalive.Login;

/// <summary>What a login tool may be told that is secret. Asked for when the tool asks, and not before.</summary>
internal interface ILoginAnswers
{
    /// <summary>The password; the caller disposes of it.</summary>
    /// <exception cref="KeepaliveException">There is none.</exception>
    Task<Secret> PasswordAsync(CancellationToken cancellationToken);

    /// <summary>A one-time code that was never given before; the caller disposes of it.</summary>
    /// <exception cref="KeepaliveException">There is none.</exception>
    Task<Secret> CodeAsync(CancellationToken cancellationToken);
}
