namespace Keepalive.Credentials;

/// <summary>The text that is shown if there is no profile.</summary>
internal static class ProfileWords
{
    public const string Environment = "(environment)";
}
