using Keepalive.Workers;

namespace Keepalive.Tokens;

/// <summary>The session that a person signs in to: of IAM Identity Center, or of <c>aws login</c>. A refresh token keeps it alive.</summary>
public abstract record SignInSession
{
    private protected SignInSession()
    {
    }

    /// <summary>The name that a person uses for it.</summary>
    public abstract string DisplayName { get; }

    /// <summary>The folder of its locks and ledgers, a name of <see cref="StatePaths"/>.</summary>
    internal abstract string StateFolder { get; }

    /// <summary>The name of its token file without the extension, as all AWS tools make it.</summary>
    internal abstract string FileKey { get; }

    /// <summary>Where all processes meet that want this sign-in.</summary>
    internal WorkerPaths SignInPlace(SystemEnvironment environment) => WorkerPaths.OfSession(environment, DisplayName, StateFolder);

    /// <summary>Where all processes meet that want its token renewed.</summary>
    internal WorkerPaths RenewalPlace(SystemEnvironment environment) => WorkerPaths.OfRenewal(environment, DisplayName, StateFolder);
}
