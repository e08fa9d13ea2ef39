using System.Text;
using Keepalive.IdentityCenter;

namespace Keepalive.Testing;

/// <summary>A home with an sso-session "corp", a profile of it, and a token that another tool wrote.</summary>
internal sealed class SignedInHome : IDisposable
{
    public static readonly SsoSession Session = new("corp", SignedInFiles.StartUrl, SignedInFiles.Region, ["sso:account:access"]);

    public SignedInHome()
    {
        Clock = new FakeClock();
        Home = new SyntheticHome(Clock);
        Home.Variables["LOCALAPPDATA"] = Path.Combine(Home.Folder, "local");
        Center = new FakeIdentityCenter(Clock);
        Home.WriteConfig(SignedInFiles.Profile("profile work") + SignedInFiles.Session());
    }

    public FakeClock Clock { get; }

    public SyntheticHome Home { get; }

    public FakeIdentityCenter Center { get; }

    public string TokenFile => Path.Combine(Home.Folder, SignedInFiles.TokenPath);

    public SignedInHome WriteToken(TimeSpan left, int? generation = 1, string accessToken = "access-1", string more = "") => WriteTokenText(SignedInFiles.Token(
        Timestamp.Format(Clock.GetUtcNow() + left),
        Timestamp.Format(Clock.GetUtcNow().AddDays(90)),
        generation is { } number ? FakeIdentityCenter.RefreshToken(number) : null,
        accessToken,
        more));

    public SignedInHome WriteTokenText(string text)
    {
        Home.Write(new TokenCache(Home.Environment, Session, Clock).Path, Encoding.UTF8.GetBytes(text));
        return this;
    }

    public TokenRefresher Refresher() => new(Home.Environment, Session, Center, Clock);

    public void Dispose() => Home.Dispose();
}
