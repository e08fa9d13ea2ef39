using Keepalive.Diagnostics;
using Keepalive.Diagnostics.Findings;

namespace Keepalive.Core.Tests.Diagnostics;

public sealed class RepairTests : IDisposable
{
    /// <summary>
    /// What a moved sign-in says in the place of the old form's own warning: the token that went along has nothing to renew it with.
    /// </summary>
    private const string Follows = "KA203";

    private readonly DiagnosticHome _home = new();

    public void Dispose() => _home.Dispose();

    public static TheoryData<string> Faulty => [.. FaultyHomes.All.Keys];

    [Theory]
    [MemberData(nameof(Faulty))]
    public void What_can_be_mended_is_mended_and_taken_back_byte_for_byte(string name)
    {
        FaultyHomes.All[name].Spoil(_home.WithProgram());
        IReadOnlyList<string> before = _home.Tree();
        IReadOnlyList<DiagnosticFinding> found = _home.Examine().Findings;

        ConfigurationRepair repair = _home.PlanRepair();
        repair.Apply(TestContext.Current.CancellationToken);
        IReadOnlyList<DiagnosticFinding> left = _home.Examine().Findings;

        Assert.DoesNotContain(left, finding => finding.Fixable);
        Assert.Empty(left.Select(finding => finding.Id).Except(found.Select(finding => finding.Id)).Except(found.Any(finding => finding.Id == "KA104") ? [Follows] : []));
        Assert.Equal(found.Where(finding => finding.Fixable).Select(finding => finding.Seen), repair.Findings.Select(finding => finding.Seen));
        Assert.Equal(found.Any(finding => finding.Fixable), !before.SequenceEqual(_home.Tree()));

        _home.PlanUndo().Apply(TestContext.Current.CancellationToken);

        Assert.Equal(before, _home.Tree());
        Assert.False(_home.PlanUndo().HasRepair);
    }
}
