namespace Keepalive.Sandbox.ClaudeCode;

/// <summary>
/// The default credential chain as far as the product meets it: keys in the environment, then the profile of
/// <c>AWS_PROFILE</c> with its keys or its <c>credential_process</c>.
/// </summary>
internal sealed class DefaultChain(ClientEnvironment environment)
{
    private static readonly TimeSpan s_processLimit = TimeSpan.FromSeconds(60);

    public async Task<ClientKey?> FindAsync(CancellationToken cancellationToken)
    {
        if (environment["AWS_ACCESS_KEY_ID"] is { } id && environment["AWS_SECRET_ACCESS_KEY"] is { } secret)
        {
            return new ClientKey(id, secret, environment["AWS_SESSION_TOKEN"], null);
        }

        string profile = environment["AWS_PROFILE"] ?? "default";
        string folder = Path.Combine(environment["HOME"] ?? "", ".aws");
        Dictionary<string, string> settings = Section(Path.Combine(folder, "config"), profile == "default" ? "default" : "profile " + profile);
        foreach ((string name, string value) in Section(Path.Combine(folder, "credentials"), profile))
        {
            settings[name] = value;
        }

        return settings switch
        {
            _ when settings.TryGetValue("aws_access_key_id", out string? keyId) && settings.TryGetValue("aws_secret_access_key", out string? key) =>
                new ClientKey(keyId, key, settings.GetValueOrDefault("aws_session_token"), null),
            _ when settings.TryGetValue("credential_process", out string? command) => await RunAsync(command, cancellationToken),
            _ => null,
        };
    }

    private async Task<ClientKey?> RunAsync(string command, CancellationToken cancellationToken)
    {
        HelperOutcome outcome = await HelperProcess.RunHelperAsync(command, environment.ForHelpers, environment.Folder, s_processLimit, cancellationToken);
        return outcome.ExitStatus == 0 ? ClientKey.Read(outcome.Output) : null;
    }

    private static Dictionary<string, string> Section(string path, string name)
    {
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        bool isInside = false;
        foreach (string line in File.Exists(path) ? File.ReadAllLines(path) : [])
        {
            if (line.StartsWith('['))
            {
                isInside = line.Trim() == $"[{name}]";
            }
            else if (isInside && line.Split('=', 2, StringSplitOptions.TrimEntries) is [var key, var value])
            {
                settings[key] = value;
            }
        }

        return settings;
    }
}
