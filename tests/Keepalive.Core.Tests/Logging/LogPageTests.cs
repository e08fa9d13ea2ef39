using System.Text.RegularExpressions;
using Keepalive.Testing;
using Keepalive.Workers;

namespace Keepalive.Core.Tests.Logging;

/// <summary>The page about_KeepaliveLog names the values that the log can contain.</summary>
public sealed partial class LogPageTests
{
    private static readonly string s_page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "en-US", "about_KeepaliveLog.md"));

    /// <summary>A refresh token is the way of a renewal, never of a sign-in, so the page does not name it.</summary>
    public static TheoryData<SignInFlow> Flows => [.. Enum.GetValues<SignInFlow>().Where(static flow => flow != SignInFlow.RefreshToken)];

    [Theory]
    [MemberData(nameof(Flows))]
    public void The_page_names_every_flow_of_a_sign_in(SignInFlow flow) =>
        Assert.Contains($"`{flow}`", Way().Match(s_page).Groups["text"].Value, StringComparison.Ordinal);

    [GeneratedRegex(@"^\| `way` \| (?<text>.*)$", RegexOptions.Multiline)]
    private static partial Regex Way();
}
