namespace Keepalive.Testing;

/// <summary>The files of a person who is signed in to IAM Identity Center, for every kind of home: the sso-session "corp", its profiles, its token and a kept role.</summary>
public static class SignedInFiles
{
    /// <summary>The start URL of every session here.</summary>
    public const string StartUrl = "https://d-1234567890.awsapps.com/start";

    /// <summary>The region of the session, unless told otherwise.</summary>
    public const string Region = "eu-west-1";

    /// <summary>The account of the profiles, unless told otherwise.</summary>
    public const string Account = "123456789012";

    /// <summary>The account that the stand-ins of the services know.</summary>
    public const string SandboxAccount = "111122223333";

    /// <summary>The role of the profiles.</summary>
    public const string Role = "Developer";

    /// <summary>SHA-1 of "corp": computed elsewhere, so that a change of the rule is noticed.</summary>
    public const string TokenFileName = "ee0bfd2552fbd840c02cc48b6e823320543c450f.json";

    /// <summary>Where the token lies below the home folder.</summary>
    public static string TokenPath { get; } = Path.Combine(".aws", "sso", "cache", TokenFileName);

    /// <summary>A profile of the session, every line ended.</summary>
    /// <param name="header">What stands between the brackets, such as <c>profile work</c>.</param>
    /// <param name="account">The account.</param>
    /// <param name="region">The profile's own region; null for none.</param>
    public static string Profile(string header, string account = Account, string? region = null) =>
        $"[{header}]\nsso_session = corp\nsso_account_id = {account}\nsso_role_name = {Role}\n{(region is null ? string.Empty : $"region = {region}\n")}";

    /// <summary>The section of the session, every line ended.</summary>
    /// <param name="region">The region of the session.</param>
    /// <param name="withScopes">Whether it names the scopes that it asks for.</param>
    public static string Session(string region = Region, bool withScopes = false) =>
        $"[sso-session corp]\nsso_start_url = {StartUrl}\nsso_region = {region}\n{(withScopes ? "sso_registration_scopes = sso:account:access\n" : string.Empty)}";

    /// <summary>The token file, as another tool writes it.</summary>
    /// <param name="expires">When the access token expires.</param>
    /// <param name="registrationExpires">When the client registration expires.</param>
    /// <param name="refreshToken">The refresh token; null for a token that can't be renewed.</param>
    /// <param name="secret">The access token.</param>
    /// <param name="more">Further keys, with a comma before them.</param>
    /// <param name="startUrl">The start URL.</param>
    /// <param name="region">The region of the session.</param>
    /// <param name="client">Id and secret of the client registration.</param>
    public static string Token(
        string expires,
        string registrationExpires,
        string? refreshToken = "refresh-1",
        string secret = "access-1",
        string more = "",
        string startUrl = StartUrl,
        string region = Region,
        (string Id, string Secret)? client = null)
    {
        (string id, string clientSecret) = client ?? ("client", "client-secret");
        string renewal = refreshToken is null ? string.Empty : $", \"refreshToken\": \"{refreshToken}\"";
        return $$"""
            {"startUrl": "{{startUrl}}", "region": "{{region}}", "accessToken": "{{secret}}", "expiresAt": "{{expires}}",
             "clientId": "{{id}}", "clientSecret": "{{clientSecret}}", "registrationExpiresAt": "{{registrationExpires}}"{{renewal}}{{more}}}
            """;
    }

    /// <summary>Where a kept role lies below the state folder.</summary>
    /// <param name="account">The account.</param>
    public static string RolePath(string account = Account) => Path.Combine("roles", "for corp", $"{account}~{Role}~{Region}.json");

    /// <summary>A kept role.</summary>
    /// <param name="expires">When its keys expire.</param>
    /// <param name="accessKeyId">Its access key id.</param>
    public static string RoleKeys(string expires, string accessKeyId = "ASIAEXAMPLE000000009") =>
        $$"""{"Version":1,"AccessKeyId":"{{accessKeyId}}","SecretAccessKey":"s","SessionToken":"t","Expiration":"{{expires}}"}""";
}
