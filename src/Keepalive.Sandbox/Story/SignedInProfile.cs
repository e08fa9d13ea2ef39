using System.Globalization;
using System.Text.Json.Nodes;
using Keepalive.Sandbox.Services;

namespace Keepalive.Sandbox.Story;

/// <summary>A profile of IAM Identity Center in the story's home, signed in to the stand-in services.</summary>
internal sealed class SignedInProfile
{
    public const string Name = "work";

    private const string Config = """
        [profile work]
        sso_session = sandbox
        sso_account_id = 111122223333
        sso_role_name = Developer
        region = us-east-1

        [sso-session sandbox]
        sso_start_url = https://d-1234567890.awsapps.com/start
        sso_region = us-east-1
        sso_registration_scopes = sso:account:access

        """;

    /// <summary>SHA-1 of the session's name, as every AWS tool names the file.</summary>
    private const string TokenFileName = "9ed037b84943c4caa3a520e48a5540181c46c98c.json";

    private readonly ThrowAwayHome _home;
    private readonly SandboxServer _server;
    private readonly string _tokenFile;

    public SignedInProfile(ThrowAwayHome home, SandboxServer server)
    {
        _home = home;
        _server = server;
        foreach ((string name, string value) in server.Variables)
        {
            home.Variables[name] = value;
        }

        string folder = Path.Combine(home.Folder, ".aws");
        _tokenFile = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "sso", "cache")).FullName, TokenFileName);
        File.WriteAllText(Path.Combine(folder, "config"), Config.ReplaceLineEndings("\n"));
        SignIn();
    }

    /// <summary>As any AWS tool leaves a sign-in behind.</summary>
    public void SignIn()
    {
        FinishedSignIn signIn = _server.IdentityCenter.SignIn();
        File.WriteAllText(_tokenFile, new JsonObject
        {
            ["startUrl"] = "https://d-1234567890.awsapps.com/start",
            ["region"] = "us-east-1",
            ["accessToken"] = signIn.AccessToken,
            ["expiresAt"] = Timestamp.Format(signIn.ExpiresAt),
            ["clientId"] = signIn.ClientId,
            ["clientSecret"] = signIn.ClientSecret,
            ["registrationExpiresAt"] = Timestamp.Format(signIn.RegistrationExpiresAt),
            ["refreshToken"] = signIn.RefreshToken,
        }.ToJsonString());
    }

    /// <summary>The end of the access token in the file.</summary>
    public DateTimeOffset TokenExpires => DateTimeOffset.Parse(Read(_tokenFile)["expiresAt"]!.GetValue<string>(), CultureInfo.InvariantCulture);

    /// <summary>As after an hour: the access token and the role credentials ended a minute ago.</summary>
    public void LetAnHourPass()
    {
        End(_tokenFile, "expiresAt");
        foreach (string file in Directory.EnumerateFiles(_home.StateFolder, "*.json", SearchOption.AllDirectories))
        {
            End(file, "Expiration");
        }
    }

    private static void End(string file, string key)
    {
        JsonObject content = Read(file);
        if (!content.ContainsKey(key))
        {
            return;
        }

        content[key] = Timestamp.Format(DateTimeOffset.UtcNow.AddMinutes(-1));
        File.WriteAllText(file, content.ToJsonString());
    }

    private static JsonObject Read(string file) => JsonNode.Parse(File.ReadAllText(file))!.AsObject();
}
