using Keepalive.ConsoleLogin;
using Keepalive.Platform.Time;

namespace Keepalive.Testing;

/// <summary>The sign-in service of <c>aws login</c> in memory: refresh tokens work once, and in the region of the sign-in alone.</summary>
internal sealed class FakeConsoleSignIn : IConsoleSignIn
{
    private readonly Lock _lock = new();
    private int _generation = 1;

    /// <summary>The region of the sign-in.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>The regions that were asked, in order.</summary>
    public List<string> Asked { get; } = [];

    public int Refreshes => Asked.Count;

    /// <summary>Called instead of an answer.</summary>
    public Func<KeepaliveException?>? OnRefresh { get; set; }

    /// <summary>The answer to the refresh of that number, counted from 1.</summary>
    public Func<int, LoginAnswer> Answer { get; init; } = static number => new LoginAnswer(
        $"ASIANEW{number:0000000000000}", $"secret-{number + 1}", $"token-{number + 1}", TimeSpan.FromMinutes(15), $"refresh-{number + 1}", IdToken: null);

    /// <summary>Who signs in with a code.</summary>
    public string? IdToken { get; init; }

    /// <summary>The codes that were sent.</summary>
    public List<LoginCode> Codes { get; } = [];

    public Uri Endpoint(string region) => new($"https://{region}.signin.aws.amazon.com");

    public async Task<LoginAnswer> RefreshAsync(LoginToken token, LoginSession session, string region, Deadline deadline)
    {
        await Task.Yield();
        lock (_lock)
        {
            Asked.Add(region);
            return OnRefresh?.Invoke() is { } fault ? throw fault
                : region != Region ? throw KeepaliveErrors.SignInRegionWrong(session.DisplayName, region)
                : token.RefreshToken != $"refresh-{_generation}" ? throw KeepaliveErrors.SignInRequired(session.DisplayName, "its session has ended")
                : Answer(_generation++);
        }
    }

    public async Task<LoginAnswer> ExchangeCodeAsync(LoginCode code, LoginSession session, string region, Deadline deadline)
    {
        await Task.Yield();
        lock (_lock)
        {
            Codes.Add(code);
            return OnRefresh?.Invoke() is { } fault ? throw fault
                : new LoginAnswer("ASIASIGNEDIN00000001", "secret-1", "token-1", TimeSpan.FromMinutes(15), "refresh-1", IdToken);
        }
    }
}
