using Keepalive.Prompts;

namespace Keepalive.Login;

/// <summary>A way to sign a profile in without a person at this keyboard.</summary>
internal interface IAutoLogin
{
    /// <summary>The setting that asks for it.</summary>
    string Setting { get; }

    /// <summary>The program that signs in, as a person calls it.</summary>
    string Tool => Setting;

    /// <summary>Why this way, as a phrase.</summary>
    string Reason => $"{Setting} is set";

    /// <summary>
    /// A valid credential that it finds is its success: another worker has got it a moment ago, and the check of this worker's caller was older. A login tool
    /// is not asked for that, so only a new credential counts.
    /// </summary>
    bool TakesValidCredential => false;

    /// <summary>One sentence on the login that would run for a profile.</summary>
    string Forecast(string profile) => $"The automatic login of profile '{profile}' would be run ({Reason}).";

    /// <summary>Runs the login until it ends. <see cref="CredentialSnapshot"/> decides whether it has brought a credential; the tool's output does not.</summary>
    /// <param name="notices">Told of what a person has to do: a number to match, an address to open.</param>
    /// <param name="prompt">Asks the person for what is neither stored nor set.</param>
    /// <param name="cancellationToken">Ends it with everything it started.</param>
    /// <exception cref="KeepaliveException">What went wrong, where it has a name.</exception>
    /// <returns>What went wrong as a predicate ("ended with exit status 1"); null when nothing did.</returns>
    Task<string?> RunAsync(IProgress<LoginNotice> notices, IPersonPrompt prompt, CancellationToken cancellationToken);

    /// <summary>Receives the outcome of the login, so that it can be recorded for all profiles that share an account.</summary>
    /// <param name="failure">Null for a success.</param>
    /// <param name="cancellationToken">Ends the remembering.</param>
    Task RememberAsync(KeepaliveException? failure, CancellationToken cancellationToken) => Task.CompletedTask;
}
