using Keepalive.Secrets;
using Keepalive.Testing;
using Keepalive.Workers;

namespace Keepalive.Core.Tests.Login;

/// <summary>A password, a seed, a code and a session token go where they must, and nobody else gets to see them.</summary>
[Collection("Logins")]
public sealed class LoginSecrecyTests : IDisposable
{
    private const string SessionToken = "planted-session-token";

    private readonly LoginHome _home = new();
    private readonly DateTimeOffset _start = TimeProvider.System.GetUtcNow();

    [Theory]
    [InlineData("ok", null)]
    [InlineData("tells-secrets", null)]
    [InlineData("denied", KeepaliveErrorCode.MfaDenied)]
    [InlineData("network", KeepaliveErrorCode.LoginNetworkFailed)]
    public async Task No_stream_file_exception_or_process_list_shows_one(string outcome, string? code)
    {
        _home.Configure(outcome, style: "Late");
        var progress = new Collector();
        string told = string.Empty;
        string seen;
        await using (var glance = new ProcessGlance())
        {
            try
            {
                await _home.RunAsync(progress);
                Assert.Null(code);
            }
            catch (KeepaliveException exception)
            {
                Assert.Equal(code, exception.Code);
                told = $"{exception} {exception.Advice} {exception.Target}";
            }

            seen = glance.Seen;
        }

        if (OperatingSystem.IsLinux())
        {
            // What it can see at all.
            Assert.Contains("login-tool saml2aws", seen, StringComparison.Ordinal);
            Assert.Contains("CLAUDE_AWS_PROFILE=work", seen, StringComparison.Ordinal);
        }

        string[] kept = [.. Directory.EnumerateFiles(_home.StateFolder, "*", SearchOption.AllDirectories)];
        Assert.Contains(kept, file => file.Contains("transcripts", StringComparison.Ordinal));
        AssertNone(seen);
        AssertNone(told);
        AssertNone(string.Join('\n', progress.Told));
        Assert.All(kept, file => AssertNone(File.ReadAllText(file)));
    }

    public void Dispose() => _home.Dispose();

    private void AssertNone(string text)
    {
        Assert.All(
            [LoginHome.Password, Uri.EscapeDataString(LoginHome.Password), "staple", LoginHome.Seed, SessionToken, "not/a/real/secret", .. Codes()],
            secret => Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Those that may have been typed.</summary>
    private IEnumerable<string> Codes()
    {
        using Secret value = Secret.FromText(LoginHome.Seed);
        using TotpSeed seed = TotpSeed.Parse(value, "a test");
        for (long window = Totp.Window(seed, _start); window <= Totp.Window(seed, TimeProvider.System.GetUtcNow()); window++)
        {
            yield return Totp.Code(seed, window);
        }
    }

    private sealed class Collector : IProgress<SignInProgress>
    {
        public List<string> Told { get; } = [];

        public void Report(SignInProgress value) => Told.Add(value.ToString());
    }
}
