using System.Text;

namespace Keepalive.ModuleTests;

/// <summary>What <c>InvokePesterFile.ps1</c> writes.</summary>
/// <param name="Passed">How many tests passed.</param>
/// <param name="Failed">How many failed.</param>
/// <param name="Skipped">How many were skipped.</param>
/// <param name="Total">How many there are.</param>
/// <param name="Failures">Tests, blocks and files that failed.</param>
/// <param name="Skips">The skipped tests, each with its reason; a writer that tells none has no reason for any.</param>
internal sealed record PesterOutcome(
    int Passed, int Failed, int Skipped, int Total, IReadOnlyList<PesterFailure> Failures, IReadOnlyList<PesterSkip>? Skips = null)
{
    /// <summary>
    /// A file without tests proves nothing, so it is no success. Nor is one in which nothing ran, unless each of its tests says why: a condition that is
    /// wrong everywhere would look like a machine that lacks something.
    /// </summary>
    public bool Succeeded => Total > 0 && Failed == 0 && Failures.Count == 0 && (Passed > 0 || AllSkipsHaveReasons);

    public string Summary
    {
        get
        {
            var text = new StringBuilder($"{Passed} passed, {Failed} failed, {Skipped} skipped of {Total}");
            foreach (IGrouping<string, PesterSkip> reason in (Skips ?? []).GroupBy(skip => skip.Reason is { Length: > 0 } told ? told : "no reason is given"))
            {
                text.Append("\n  skipped (").Append(reason.Key).Append("): ").AppendJoin(", ", reason.Select(skip => skip.Name));
            }

            return text.ToString();
        }
    }

    private bool AllSkipsHaveReasons => Skips is { Count: > 0 } skips && skips.Count == Skipped && skips.All(skip => skip.Reason is { Length: > 0 });

    public string Describe()
    {
        var text = new StringBuilder(Total == 0 ? "no test was found" : Summary);
        foreach (PesterFailure failure in Failures)
        {
            text.Append("\n\n").Append(failure.Name).Append('\n').Append(failure.Message);
        }

        return text.ToString();
    }
}

/// <summary>A test, block or file that failed.</summary>
internal sealed record PesterFailure(string Name, string Message);

/// <summary>A test that was skipped.</summary>
/// <param name="Name">The test.</param>
/// <param name="Reason">Why; null or empty where Pester was given none (<c>-Skip</c> instead of <c>Set-ItResult -Skipped -Because</c>).</param>
internal sealed record PesterSkip(string Name, string? Reason);

/// <summary>What came of files that ran in one process.</summary>
/// <param name="Outcomes">By the file's name.</param>
/// <param name="WhyNone">Why a file that is not among them has no outcome, and the output.</param>
/// <param name="HasEnded">The process came to its end within its time.</param>
internal sealed record PesterGroup(IReadOnlyDictionary<string, PesterOutcome> Outcomes, string WhyNone, bool HasEnded = true);
