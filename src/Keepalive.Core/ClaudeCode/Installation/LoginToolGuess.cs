using Keepalive.Credentials;
using Keepalive.Profiles;
using Keepalive.SingleSignOn;

namespace Keepalive.ClaudeCode.Installation;

/// <summary>What a profile tells of how it is signed in to.</summary>
/// <param name="Sentences">What is assumed, for the person to correct.</param>
/// <param name="LoginCommand">The command to show when a sign-in is needed; null when ours does it or nobody knows.</param>
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
        (string Program, string Command)? tool = ToolOf(expiry, environment);
        if (tool is { } found)
        {
            sentences.Add($"The login tool is taken to be {found.Program}; loginCmd says otherwise if it isn't.");
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

        // Of two that both write this key nobody knows which one it was.
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
