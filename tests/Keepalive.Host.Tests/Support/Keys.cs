namespace Keepalive.Host.Tests.Support;

/// <summary>Texts of credentials files. The secrets are words that no message may hold.</summary>
internal static class Keys
{
    public const string Secret = "SecretThatNobodyMaySee/1234567890";
    public const string Token = "TokenThatNobodyMaySee/1234567890";

    public static string Profile(string name, string expiry, string accessKeyId = "ASIATESTTESTTEST0001") => $"""
        [{name}]
        aws_access_key_id = {accessKeyId}
        aws_secret_access_key = {Secret}
        aws_session_token = {Token}
        x_security_token_expires = {expiry}

        """.ReplaceLineEndings("\n");

    public static string Line(string expiration) =>
        $$$"""{"Credentials":{"AccessKeyId":"ASIATESTTESTTEST0001","SecretAccessKey":"{{{Secret}}}","SessionToken":"{{{Token}}}","Expiration":"{{{expiration}}}"}}""" + "\n";
}
