using Keepalive.Secrets;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Secrets;

public sealed class SecretChoiceTests : IDisposable
{
    private readonly SyntheticHome _home = new();

    public SecretChoiceTests()
    {
        _home.Variables["CLAUDE_AWS_CONFIG"] = Path.Combine(_home.Folder, "config.json");
        _home.Write(_home.Variables["CLAUDE_AWS_CONFIG"], """{ "profiles": { "work": { "loginAccount": "corp" } } }"""u8);
    }

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("work", null, "password of account 'corp'")]
    [InlineData("other", null, "password of profile 'other'")]
    [InlineData(null, null, "password of profile 'default'")]
    [InlineData(null, "mine", "password of account 'mine'")]
    public void Is_what_the_login_of_the_profile_asks_for_unless_an_account_is_named(string? profile, string? account, string expected) =>
        Assert.Equal(expected, SecretChoice.Make(profile, account, SecretKind.Password, _home.Environment, TimeProvider.System).Name.Description);
}
