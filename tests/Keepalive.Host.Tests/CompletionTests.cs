using Keepalive.Host.Tests.Support;

namespace Keepalive.Host.Tests;

/// <summary>What a shell's Tab is offered for the value of an option.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly CompanionHome _home = new();

    [Theory]
    [InlineData("install --region ", "us-west-2")]
    [InlineData("install --set ", "warnMinutes=")]
    [InlineData("autologin --recipe ", "saml2aws")]
    [InlineData("doctor --fix --id ", "KA005")]
    [InlineData("secret set --account ", "corp")]
    [InlineData("secret set --kind ", "totp")]
    [InlineData("secret test --store ", "plaintext")]
    [InlineData("status --profile ", "alpha")]
    public async Task Tab_offers_the_values_that_an_option_takes(string line, string word)
    {
        _home.WriteConfig("[profile alpha]\nregion = us-west-2\n");
        string settings = Path.Combine(_home.Folder, "config.json");
        await File.WriteAllTextAsync(settings, """{"loginAccount": "corp"}""", TestContext.Current.CancellationToken);
        _home.Variables["CLAUDE_AWS_CONFIG"] = settings;

        string typed = $"claude-aws {line}";
        Run run = await _home.RunAsync($"[suggest:{typed.Length}]", typed);

        Assert.Empty(run.Errors);
        Assert.Contains(word, run.Output.Split('\n', StringSplitOptions.TrimEntries));
    }

    public void Dispose() => _home.Dispose();
}
