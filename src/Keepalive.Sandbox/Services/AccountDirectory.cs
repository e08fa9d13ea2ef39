namespace Keepalive.Sandbox.Services;

/// <summary>An account and the roles the person has in it.</summary>
/// <param name="AccountId">Twelve digits.</param>
/// <param name="AccountName">The name in the portal.</param>
/// <param name="EmailAddress">The address of its owner.</param>
/// <param name="Roles">The names of the permission sets.</param>
public sealed record SandboxAccount(string AccountId, string AccountName, string EmailAddress, IReadOnlyList<string> Roles);

/// <summary>Which roles the person has in which accounts. Begins with two accounts of AWS's own example numbers.</summary>
public sealed class AccountDirectory
{
    private readonly Lock _gate = new();
    private readonly List<SandboxAccount> _accounts =
    [
        new("111122223333", "Development", "development@example.com", ["Developer", "ReadOnly"]),
        new("444455556666", "Production", "production@example.com", ["ReadOnly"]),
    ];

    /// <summary>All accounts, in the order they were added.</summary>
    public IReadOnlyList<SandboxAccount> Accounts
    {
        get
        {
            lock (_gate)
            {
                return [.. _accounts];
            }
        }
    }

    /// <summary>Adds an account, or replaces the one with the same number.</summary>
    /// <param name="account">The account.</param>
    public void Set(SandboxAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        lock (_gate)
        {
            int index = _accounts.FindIndex(known => known.AccountId == account.AccountId);
            if (index < 0)
            {
                _accounts.Add(account);
            }
            else
            {
                _accounts[index] = account;
            }
        }
    }

    /// <summary>Takes all accounts away.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _accounts.Clear();
        }
    }

    internal bool IsAssigned(string accountId, string roleName) =>
        Accounts.Any(account => account.AccountId == accountId && account.Roles.Contains(roleName, StringComparer.Ordinal));
}
