using Keepalive.Credentials;
using Keepalive.Login;
using Keepalive.Processes;
using Keepalive.Profiles;
using Keepalive.SingleSignOn;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>What a profile tells of how it is signed in to.</summary>
/// <param name="Sentences">What is assumed, for the person to correct.</param>
/// <param name="LoginCommand">The command to show when a sign-in is needed; null when ours does it or nobody knows.</param>
internal sealed record LoginToolGuess(IReadOnlyList<string> Sentences, string? LoginCommand)
{
    public static LoginToolGuess Make(ProfileChoice choice, ProfileFiles files, string? expirationField, SystemEnvironment environment)
    {
        string chosen = $"Profile '{choice.Name}' (chosen by {choice.ChosenBy})";
        if (files.Find(choice.Name) is not { } profile)
        {
            return new LoginToolGuess([$"{chosen} is not there yet: sign in with your login tool, or name another with --profile (-ProfileName)."], null);
        }

        if (SsoSession.Serves(profile))
        {
            return new LoginToolGuess([$"{chosen} signs in to IAM Identity Center: 'claude-aws login' does it."], null);
        }

        if (profile["credential_process"] is not null && profile["aws_access_key_id"] is null)
        {
            return new LoginToolGuess([$"{chosen} gets its credential from its credential_process."], null);
        }

        if (profile["aws_access_key_id"] is null)
        {
            return new LoginToolGuess([$"{chosen} has no keys yet: your login tool writes them."], null);
        }

        if (StaticKeys.Find(profile) is { Material: { AccessKeyId: { } id, SessionToken: null } } && id.StartsWith("AKIA", StringComparison.Ordinal))
        {
            return new LoginToolGuess([$"{chosen} has a long-lived key, which never ends and which Claude Code takes from no helper: name a profile with temporary keys, or let Claude Code read this one itself with AWS_PROFILE alone."], null);
        }

        string? expiry = ExpiryDiscovery.KnownKeys.Prepend(expirationField).FirstOrDefault(key => key is not null && profile.Credentials?.Properties.ContainsKey(key) == true);
        List<string> sentences = [$"{chosen} has temporary keys; their end is {(expiry is null ? "not told by any key that is known: set expirationField if there is one" : $"read from {expiry}")}."];
        if (ToolOf(expiry, environment) is not { } command)
        {
            return new LoginToolGuess(sentences, null);
        }

        sentences.Add($"The login tool is taken to be {Program(command)}; loginCmd says otherwise if it isn't.");
        return new LoginToolGuess(sentences, command);
    }

    /// <summary>The login command of the one tool that writes this key, or none where there is none, and that is there. Of two nobody knows which one it was.</summary>
    private static string? ToolOf(string? expiry, SystemEnvironment environment)
    {
        string[] present =
        [
            .. from recipe in RecipeBook.OfTheProduct
               where expiry is null ? recipe.ExpiryKeys.Count == 0 : recipe.ExpiryKeys.Contains(expiry)
               let command = recipe.LoginCommand
               where command is not null && ProgramSearch.Find(Program(command), environment.Get("PATH") ?? string.Empty, environment.IsWindows).Any()
               select command,
        ];
        return present.Length == 1 ? present[0] : null;
    }

    private static string Program(string command) => command.Split(' ')[0];
}
