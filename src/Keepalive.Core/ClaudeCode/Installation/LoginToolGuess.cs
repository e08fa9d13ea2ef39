using Keepalive.Credentials;
using Keepalive.Profiles;
using Keepalive.SingleSignOn;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>The sign-in of a profile, as far as the files show it.</summary>
/// <param name="Sentences">What is assumed, for the person to correct.</param>
/// <param name="LoginCommand">The command to show when a sign-in is needed; null if it is ours or unknown.</param>
internal sealed record LoginToolGuess(IReadOnlyList<string> Sentences, string? LoginCommand)
{
    private static readonly (string Program, string Command)[] Tools =
    [
        ("saml2aws", "saml2aws login --force"),
        ("gimme-aws-creds", "gimme-aws-creds"),
        ("aws-google-auth", "aws-google-auth"),
        ("onelogin-aws-cli", "onelogin-aws-cli"),
        ("awsmyid", "awsmyid"),
        ("aws_okta_keyman", "aws_okta_keyman"),
    ];

    public static LoginToolGuess Make(ProfileChoice choice, ProfileFiles files, string? expirationField, SystemEnvironment environment)
    {
        string chosen = $"Profile '{choice.Name}' (chosen by {choice.ChosenBy})";
        if (files.Find(choice.Name) is not { } profile)
        {
            return new LoginToolGuess([$"{chosen} does not exist yet. Sign in with your login tool, or choose another profile with --profile (-ProfileName)."], null);
        }

        if (SsoSession.Serves(profile))
        {
            return new LoginToolGuess([$"{chosen} uses IAM Identity Center. Sign in with 'claude-aws login'."], null);
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
            return new LoginToolGuess([$"{chosen} has a long-lived key. It never expires, but Claude Code does not accept it from a helper. Choose a profile with temporary keys, or let Claude Code read this profile itself: set only AWS_PROFILE."], null);
        }

        string? expiry = ExpiryDiscovery.KnownKeys.Prepend(expirationField).FirstOrDefault(key => key is not null && profile.Credentials?.Properties.ContainsKey(key) == true);
        List<string> sentences = [$"{chosen} has temporary keys. {(expiry is null ? "Their expiry was not found: if a key of the file holds it, set expirationField to that key" : $"Their expiry is read from {expiry}")}."];
        (string Program, string Command)? tool = ToolOf(expiry, environment);
        if (tool is { } found)
        {
            sentences.Add($"The login tool seems to be {found.Program}. If this is wrong, set loginCmd.");
        }

        return new LoginToolGuess(sentences, tool?.Command);
    }

    private static (string Program, string Command)? ToolOf(string? expiry, SystemEnvironment environment)
    {
        string[] candidates = expiry switch
        {
            "x_security_token_expires" => ["saml2aws", "gimme-aws-creds"],
            "aws_session_expiration" => ["aws-google-auth"],
            "awsmyid_session_expiration" => ["awsmyid"],
            null => ["onelogin-aws-cli", "aws_okta_keyman"],
            _ => [],
        };
        (string Program, string Command)[] present = [.. Tools.Where(tool => candidates.Contains(tool.Program) && IsOnPath(tool.Program, environment))];

        // Two tools write this key, so the tool is unknown.
        return present.Length == 1 ? present[0] : null;
    }

    private static bool IsOnPath(string program, SystemEnvironment environment)
    {
        string[] names = environment.IsWindows ? [program + ".exe", program + ".cmd", program + ".bat"] : [program];
        return (environment.Get("PATH") ?? string.Empty).Split(environment.IsWindows ? ';' : ':')
            .Where(Path.IsPathFullyQualified)
            .Any(folder => names.Any(name => File.Exists(Path.Combine(folder, name))));
    }
}
