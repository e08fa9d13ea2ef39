namespace Keepalive.Login;

/// <summary>The secrets for a login tool. They are read only when the tool asks for them.</summary>
internal interface ILoginAnswers
{
    /// <summary>The password; the caller disposes of it.</summary>
    /// <exception cref="KeepaliveException">There is none.</exception>
    Task<Secret> PasswordAsync(CancellationToken cancellationToken);

    /// <summary>A one-time code that was never given before; the caller disposes of it.</summary>
    /// <exception cref="KeepaliveException">There is none.</exception>
    Task<Secret> CodeAsync(CancellationToken cancellationToken);
}
