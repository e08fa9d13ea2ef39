using System.Text;

namespace Keepalive.ModuleTests;

/// <summary>What <c>InvokePesterFile.ps1</c> writes.</summary>
internal sealed record PesterOutcome(int Passed, int Failed, int Skipped, int Total, IReadOnlyList<PesterFailure> Failures)
{
    /// <summary>A file without tests proves nothing, so it is no success.</summary>
    public bool Succeeded => Total > 0 && Passed > 0 && Failed == 0 && Failures.Count == 0;

    public string Summary => $"{Passed} passed, {Failed} failed, {Skipped} skipped of {Total}";

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
