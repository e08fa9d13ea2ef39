using System.Diagnostics;
using System.Runtime.Versioning;
using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.SecurityTokens;
using Keepalive.IdentityCenter;
using Keepalive.Platform.Files;
using Keepalive.Platform.Native.Libc;
using Keepalive.Testing;
using Keepalive.Workers;

namespace Keepalive.Core.Tests.Platform.Files;

/// <summary>What others may have written counts for nothing, and nothing is written where others want it.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class FileTrustTests : IDisposable
{
    private const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const uint Stranger = 65533;

    private static readonly SsoSession s_session = FakeSignInService.Session;

    private readonly FakeClock _clock = new();
    private readonly SyntheticHome _home;

    public FileTrustTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Modes and owners of Unix.");
        _home = new SyntheticHome(_clock);
        _home.Variables["CLAUDE_AWS_STATE"] = Path.Combine(_home.Folder, "state");
    }

    public void Dispose() => _home?.Dispose();

    [Theory]
    [InlineData(UnixFileMode.OtherWrite)]
    [InlineData(UnixFileMode.GroupWrite)]
    public void A_role_that_others_may_write_is_none(UnixFileMode more)
    {
        RoleCredentialCache roles = WriteRole();
        Assert.NotNull(roles.Read());

        File.SetUnixFileMode(roles.Path, Mine | more);
        Assert.Null(roles.Read());

        WriteRole();
        Assert.NotNull(roles.Read());
    }

    [Fact]
    public void A_role_of_another_account_is_none()
    {
        RoleCredentialCache roles = WriteRole();
        GiveAway(roles.Path);

        Assert.Null(roles.Read());
    }

    [Fact]
    public void A_clock_a_standing_and_a_ledger_that_others_may_write_are_none()
    {
        var clock = new ClockSkewFile(_home.Environment, _clock);
        clock.Learn(_clock.GetUtcNow().AddHours(2));
        clock.Learn(_clock.GetUtcNow().AddHours(2));
        var standing = new KeyValidityCache(_home.Environment, _clock);
        standing.Write("ASIAEXAMPLE000000001", KeyValidity.Dead, null);
        var ledger = new SignInLedger(WorkerPaths.OfSession(_home.Environment, s_session.DisplayName), _clock);
        ledger.Write(new SignInEntry
        {
            Id = "a",
            Phase = SignInPhase.WaitingForPerson,
            Flow = SignInFlow.DeviceCode,
            FlowReason = "",
            Started = _clock.GetUtcNow(),
            WorkerId = 1,
            WorkerStarted = _clock.GetUtcNow(),
        });
        Assert.Equal((TimeSpan.FromHours(2), KeyValidity.Dead, "a"), (clock.Read(), standing.Read("ASIAEXAMPLE000000001"), ledger.Read()?.Id));

        foreach (string file in Directory.EnumerateFiles(_home.Variables["CLAUDE_AWS_STATE"], "*", SearchOption.AllDirectories))
        {
            File.SetUnixFileMode(file, Mine | UnixFileMode.OtherWrite);
        }

        Assert.Equal((TimeSpan.Zero, null, null), (clock.Read(), standing.Read("ASIAEXAMPLE000000001"), ledger.Read()?.Id));
    }

    [Fact]
    public void A_link_that_another_account_has_made_is_replaced_and_not_followed()
    {
        string target = Path.Combine(_home.Folder, "mine");
        string link = Path.Combine(_home.Folder, "link");
        File.WriteAllText(target, "mine");
        File.CreateSymbolicLink(link, target);
        AtomicFile.Write(link, "followed"u8);
        Assert.Equal("followed", File.ReadAllText(target));

        Assert.SkipUnless(EffectiveUser.Id == 0, "Only root can give a link away.");
        using (Process change = Process.Start("chown", ["-h", $"{Stranger}", link]))
        {
            change.WaitForExit();
        }

        AtomicFile.Write(link, "replaced"u8);

        Assert.Equal(("followed", "replaced"), (File.ReadAllText(target), File.ReadAllText(link)));
        Assert.Null(new FileInfo(link).LinkTarget);
    }

    private RoleCredentialCache WriteRole()
    {
        var roles = new RoleCredentialCache(_home.Environment, new SsoRole("p", s_session, "123456789012", "Dev"), AwsClock.Read(_home.Environment, _clock));
        roles.Write(new RoleCredential("ASIAEXAMPLE000000001", "secret", "token", _clock.GetUtcNow().AddHours(1)));
        return roles;
    }

    private static void GiveAway(string path)
    {
        Assert.SkipUnless(EffectiveUser.Id == 0, "Only root can give a file away.");
        Assert.True(FileOwner.TryChange(path, (Stranger, Stranger)));
    }
}
