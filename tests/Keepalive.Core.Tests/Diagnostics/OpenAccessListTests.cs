using Keepalive.Diagnostics.Checks;
using Keepalive.Diagnostics.Facts;
using Keepalive.Diagnostics.Findings;
using Keepalive.Platform.Files;

namespace Keepalive.Core.Tests.Diagnostics;

public sealed class OpenAccessListTests : IDisposable
{
    private const string Me = "S-1-5-21-1-2-3-1001";
    private const uint All = 0x1F01FF;
    private const uint ReadAndExecute = 0x1200A9;

    private readonly DiagnosticHome _home = new();
    private readonly Dictionary<string, AccessEntry[]> _lists = [];

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("S-1-5-18")]
    [InlineData("S-1-5-32-544")]
    [InlineData(Me)]
    public void The_owner_the_system_and_the_administrators_are_no_crowd(string account)
    {
        Of(Token, new AccessEntry(account, IsAllowed: true, All, IsInherited: true));

        Assert.Empty(Examine());
    }

    [Theory]
    [InlineData("S-1-1-0", "Everyone")]
    [InlineData("S-1-5-11", "Authenticated Users")]
    [InlineData("S-1-5-32-545", "Users")]
    [InlineData("S-1-5-21-1-2-3-513", "Domain Users")]
    public void A_crowd_that_may_read_a_token_is_named(string account, string name)
    {
        Of(Token, new AccessEntry(Me, IsAllowed: true, All, IsInherited: false), new AccessEntry(account, IsAllowed: true, ReadAndExecute, IsInherited: true));

        DiagnosticFinding found = Assert.Single(Examine());

        Assert.Equal(("KA011", Token), (found.Id, found.File));
        Assert.StartsWith($"{name} may read ~", found.Seen, StringComparison.Ordinal);
        Assert.Equal($"Run: icacls \"{Token}\" /inheritance:r /grant:r \"CORP\\me:F\"", found.Remedy);
    }

    [Fact]
    public void What_is_not_inherited_has_to_be_removed_by_name()
    {
        Of(Token, new AccessEntry("S-1-1-0", IsAllowed: true, All, IsInherited: false));

        Assert.EndsWith("/grant:r \"CORP\\me:F\" /remove:g *S-1-1-0", Assert.Single(Examine()).Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_refused_before_it_is_given_is_not_given()
    {
        Of(Token, new AccessEntry("S-1-1-0", IsAllowed: false, All, IsInherited: false), new AccessEntry("S-1-1-0", IsAllowed: true, ReadAndExecute, IsInherited: true));

        Assert.Empty(Examine());
    }

    [Fact]
    public void A_config_file_may_be_read_by_all_and_changed_by_nobody_else()
    {
        Of(Config, new AccessEntry("S-1-5-32-545", IsAllowed: true, ReadAndExecute, IsInherited: true));
        Assert.Empty(Examine());

        Of(Config, new AccessEntry("S-1-5-32-545", IsAllowed: true, 0x1301BF, IsInherited: true));
        Assert.StartsWith("Users may change ~", Assert.Single(Examine()).Seen, StringComparison.Ordinal);
    }

    [Fact]
    public void A_transcript_in_the_state_folder_counts_as_a_secret()
    {
        _home.With(Path.Combine(".local", "state", "transcripts", "work.txt"), "x");
        Of(Path.Combine(_home.Folder, ".local", "state", "transcripts", "work.txt"), new AccessEntry("S-1-5-11", IsAllowed: true, ReadAndExecute, IsInherited: true));

        Assert.StartsWith("Authenticated Users may read ~", Assert.Single(Examine()).Seen, StringComparison.Ordinal);
    }

    [Fact]
    public void The_copy_of_our_program_may_be_read_by_all_and_changed_by_nobody_else()
    {
        string path = Path.Combine(".local", "state", "bin", "claude-aws.exe");
        _home.With(path, "x");
        Of(Path.Combine(_home.Folder, path), new AccessEntry("S-1-5-11", IsAllowed: true, ReadAndExecute, IsInherited: true));
        Assert.Empty(Examine());

        Of(Path.Combine(_home.Folder, path), new AccessEntry("S-1-5-11", IsAllowed: true, 0x1301BF, IsInherited: true));
        Assert.StartsWith("Authenticated Users may change ~", Assert.Single(Examine()).Seen, StringComparison.Ordinal);
    }

    private string Token => Path.Combine(_home.Folder, DiagnosticHome.TokenPath("corp"));

    private string Config => Path.Combine(_home.Folder, ".aws", "config");

    private void Of(string path, params AccessEntry[] list) => _lists[path] = list;

    private DiagnosticFinding[] Examine()
    {
        var context = new DiagnosticContext(new SystemEnvironment(_home.Variables.GetValueOrDefault, OperatingSystem.IsWindows()), new DiagnosticOptions(null, _home.WorkingDirectory), TimeProvider.System);
        return [.. new OpenAccessList().Examine(context, path => _lists.GetValueOrDefault(path) ?? [], @"CORP\me")];
    }
}
