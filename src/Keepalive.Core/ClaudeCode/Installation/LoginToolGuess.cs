using Keepalive.Aws.Profiles;
using Keepalive.Configuration;
using Keepalive.ConsoleLogin;
using Keepalive.IdentityCenter;
using Keepalive.Login;
using Keepalive.Platform.Processes;
using Keepalive.Sessions;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>The sign-in of a profile, as far as the files show it.</summary>
/// <param name="Sentences">What is assumed, for the person to correct.</param>
/// <param name="LoginCommand">The command to show when a sign-in is needed; null if it is ours or unknown.</param>
internal sealed record LoginToolGuess(IReadOnlyList<string> Sentences, string? LoginCommand)
{
    public static LoginToolGuess Make(ProfileChoice choice, ProfileFiles files, KeepaliveConfiguration configuration, string? expirationField, SystemEnvironment environment, TimeProvider clock)
    {
        string chosen = $"Profile '{choice.Name}' (chosen by {choice.ChosenBy})";
        if (files.Find(choice.Name) is not { } profile)
        {
            return new LoginToolGuess([$"{chosen} does not exist yet. Sign in with your login tool, or choose another profile with --profile (-ProfileName)."], null);
        }

        if (profile["role_arn"] is not null)
        {
            return new LoginToolGuess([$"{chosen} assumes a role. 'claude-aws explain' shows the source of its credential."], null);
        }

        if (SsoSession.Serves(profile))
        {
            return new LoginToolGuess([$"{chosen} uses IAM Identity Center.{SignIn(profile, configuration, environment, clock)}"], null);
        }

        if (LoginSession.Of(profile) is not null && profile["aws_access_key_id"] is null)
        {
            return new LoginToolGuess([$"{chosen} uses the session of 'aws login'.{SignIn(profile, configuration, environment, clock)}"], null);
        }

        if (profile["credential_process"] is not null && profile["aws_access_key_id"] is null)
        {
            return new LoginToolGuess([$"{chosen} gets its credential from its credential_process."], null);
        }

        if (profile["aws_access_key_id"] is null)
        {
            return new LoginToolGuess([$"{chosen} has no keys yet. Your login tool writes them."], null);
        }

        if (StaticKeys.Find(profile) is { Material: { AccessKeyId: { } id, SessionToken: null } } && id.StartsWith("AKIA", StringComparison.Ordinal))
        {
            return new LoginToolGuess([$"{chosen} has a long-lived key. Claude Code does not accept such a key, so Keepalive gets temporary keys for it from AWS STS."], null);
        }

        string? expiry = ExpiryDiscovery.KnownKeys.Prepend(expirationField).FirstOrDefault(key => key is not null && profile.Credentials?.Properties.ContainsKey(key) == true);
        List<string> sentences = [$"{chosen} has temporary keys. {(expiry is null ? "Their expiry was not found: if a config key of the file holds it, set expirationField to its name" : $"Their expiry is read from {expiry}")}."];
        if (ToolOf(expiry, environment) is not { } command)
        {
            return new LoginToolGuess(sentences, null);
        }

        sentences.Add($"The login tool seems to be {Program(command)}. If this is wrong, set loginCmd.");
        return new LoginToolGuess(sentences, command);
    }

    /// <summary>The next step, unless the files show that no person is needed now. Reads files only.</summary>
    private static string SignIn(AwsProfile profile, KeepaliveConfiguration configuration, SystemEnvironment environment, TimeProvider clock)
    {
        try
        {
            return new SessionReader(environment, configuration, clock).Files.Of(profile).IsAlive ? string.Empty : " Sign in with 'claude-aws login'.";
        }
        catch (KeepaliveException)
        {
            return " Sign in with 'claude-aws login'.";
        }
    }

    /// <summary>The login command of the installed tool that writes this key, or no key; null if two such tools are installed.</summary>
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
