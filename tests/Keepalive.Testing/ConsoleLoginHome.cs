using System.Text;
using Keepalive.ConsoleLogin;

namespace Keepalive.Testing;

/// <summary>A home with a profile of <c>aws login</c>, and its file as another tool writes it.</summary>
internal sealed class ConsoleLoginHome : IDisposable
{
    public const string Arn = "arn:aws:sts::012345678910:assumed-role/Admin/admin";

    /// <summary>SHA-256 of <see cref="Arn"/>: computed elsewhere, so that a change of the rule is noticed.</summary>
    public const string FileName = "4b0ba8f99f075c0633e122fd73346ce203a3faf18ea0310eb2d29df1bab2e255.json";

    public ConsoleLoginHome(TimeProvider? clock = null, string region = "us-east-1")
    {
        Home = new SyntheticHome(clock);
        Home.Variables["LOCALAPPDATA"] = Path.Combine(Home.Folder, "local");
        Home.WriteConfig($"[profile console]\nlogin_session = {Arn}\nregion = {region}\n");
    }

    public static LoginSession Session { get; } = new(Arn);

    public SyntheticHome Home { get; }

    public string File => Path.Combine(Home.Folder, ".aws", "login", "cache", FileName);

    /// <summary>Writes the file; the refresh token is that of the first generation.</summary>
    /// <param name="left">How long its credential lasts.</param>
    /// <param name="more">Further members, with a comma before them.</param>
    /// <param name="without">The member that is left out.</param>
    public ConsoleLoginHome Write(TimeSpan left, string more = "", string? without = null)
    {
        string expires = Timestamp.Format(Home.Clock.GetUtcNow() + left);
        (string Name, string Value)[] members =
        [
            ("clientId", "\"arn:aws:signin:::devtools/same-device\""), ("refreshToken", "\"refresh-1\""), ("idToken", "\"id\""), ("dpopKey", "\"-----BEGIN KEY-----\\n\""),
        ];
        string rest = string.Concat(members.Where(member => member.Name != without).Select(member => $", \"{member.Name}\": {member.Value}"));
        Home.Write(File, Encoding.UTF8.GetBytes(
            $$"""{"accessToken": {"accessKeyId": "ASIAOLD0000000000001", "secretAccessKey": "secret-1", "sessionToken": "token-1", "accountId": "012345678910", "expiresAt": "{{expires}}", "kept": 1}{{rest}}{{more}}}"""));
        return this;
    }

    public void Dispose() => Home.Dispose();
}
