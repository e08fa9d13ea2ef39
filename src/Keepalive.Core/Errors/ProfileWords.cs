namespace Keepalive.Errors;

/// <summary>The text that is shown if there is no profile.</summary>
internal static class ProfileWords
{
    public const string Environment = "(environment)";

    /// <summary>The owner of a credential in a sentence: environment variables have no profile, so a name in quotes would look like one.</summary>
    /// <param name="profile">The profile, or <see cref="Environment"/>.</param>
    public static string Of(string profile) => profile == Environment ? "the environment variables" : $"profile '{profile}'";
}
