using Keepalive.Login;

namespace Keepalive.Core.Tests.Login;

public sealed class PrintedListTests
{
    [Theory]
    [InlineData("[  1] arn:aws:iam::123456789012:role/Admin|[  2] arn:aws:iam::123456789012:role/AdminReadOnly", "Admin", "1")]
    [InlineData("[  1] arn:aws:iam::123456789012:role/Admin|[  2] arn:aws:iam::123456789012:role/AdminReadOnly", "arn:aws:iam::123456789012:role/AdminReadOnly", "2")]
    [InlineData("[0] arn:aws:iam::123456789012:role/team/Admin|[1] arn:aws:iam::123456789012:role/Other", "Admin", "0")]
    [InlineData("Account: acme (111111111111)|      [ 0 ]: Admin|Account: other (222222222222)|      [ 1 ]: Admin", "arn:aws:iam::222222222222:role/Admin", "1")]
    [InlineData("  No  AWS account    Role|----  -----  ----|   1  acme           Other|   2  acme           Admin", "Admin", "2")]
    [InlineData("[0] one|[1] Admin|Invalid choice|[0] one|[1] Admin", "Admin", "1")]
    [InlineData("[0] Only", null, "0")]
    public void The_role_is_found_by_name_or_ARN(string rows, string? role, string answer) =>
        Assert.Equal(answer, PrintedList.Find(PrintedList.Read(rows.Split('|')), role, out _)?.Answer);

    [Theory]
    [InlineData("[0] a/Admin|[1] b/Admin", "Admin", "matches several")]
    [InlineData("[0] one|[1] two", "Admin", "is not in the tool's list (one; two)")]
    [InlineData("[0] one|[1] two", null, "loginRole is not set (one; two)")]
    [InlineData("nothing of the kind", "Admin", "could not be read")]
    public void Nothing_is_chosen_that_is_not_certain(string rows, string? role, string reason)
    {
        Assert.Null(PrintedList.Find(PrintedList.Read(rows.Split('|')), role, out string problem));
        Assert.Contains(reason, problem, StringComparison.Ordinal);
    }
}
