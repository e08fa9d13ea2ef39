namespace Keepalive.Testing;

/// <summary>Texts of credentials files. The secrets are words that no message may hold.</summary>
public static class Keys
{
    /// <summary>An end that no test reaches.</summary>
    public const string FarAway = "2099-01-01T00:00:00Z";

    /// <summary>The secret access key.</summary>
    public const string Secret = "SecretThatNobodyMaySee/1234567890";

    /// <summary>The session token.</summary>
    public const string Token = "TokenThatNobodyMaySee/1234567890";

    /// <summary>A section of the credentials file, every line ended.</summary>
    public static string Profile(string name, string expiry = FarAway, string accessKeyId = "ASIATESTTESTTEST0001") => $"""
        [{name}]
        aws_access_key_id = {accessKeyId}
        aws_secret_access_key = {Secret}
        aws_session_token = {Token}
        x_security_token_expires = {expiry}

        """.ReplaceLineEndings("\n");

    /// <summary>What export answers with them.</summary>
    public static string Line(string expiration = FarAway, string accessKeyId = "ASIATESTTESTTEST0001") =>
        $$$"""{"Credentials":{"AccessKeyId":"{{{accessKeyId}}}","SecretAccessKey":"{{{Secret}}}","SessionToken":"{{{Token}}}","Expiration":"{{{expiration}}}"}}""" + "\n";
}
