using Keepalive.Login;

namespace Keepalive.Core.Tests.Login;

/// <summary>Secrets of a test.</summary>
internal sealed class FixedAnswers(string password, string code = "135790") : ILoginAnswers
{
    public int Asked { get; private set; }

    public Task<Secret> PasswordAsync(CancellationToken cancellationToken)
    {
        Asked++;
        return Task.FromResult(Secret.FromText(password));
    }

    public Task<Secret> CodeAsync(CancellationToken cancellationToken) => Task.FromResult(Secret.FromText(code));
}
