namespace Keepalive.Wine.Tests.Support;

/// <summary>Texts of credentials files. The secrets are words that no message may hold.</summary>
internal static class Keys
{
    public const string FarAway = "2099-01-01T00:00:00Z";
    public const string Secret = "SecretThatNobodyMaySee/1234567890";
    public const string Token = "TokenThatNobodyMaySee/1234567890";

    public static string Profile(string name, string expiry = FarAway, string accessKeyId = "ASIATESTTESTTEST0001") =>
        $"[{name}]\r\naws_access_key_id = {accessKeyId}\r\naws_secret_access_key = {Secret}\r\naws_session_token = {Token}\r\nx_security_token_expires = {expiry}\r\n";

    public static string Line(string accessKeyId = "ASIATESTTESTTEST0001") =>
        $$$"""{"Credentials":{"AccessKeyId":"{{{accessKeyId}}}","SecretAccessKey":"{{{Secret}}}","SessionToken":"{{{Token}}}","Expiration":"{{{FarAway}}}"}}""" + "\n";
}
