using Keepalive.Credentials;

namespace Keepalive.Core.Tests.Credentials;

/// <summary>Two borrowers at once would see each other's keys.</summary>
public sealed class EnvironmentLeaseTests
{
    [Fact]
    public async Task A_second_borrower_is_refused_with_the_work_of_the_first_and_gets_the_lease_afterwards()
    {
        using (await TakeAsync("first", "the work of the first"))
        {
            KeepaliveException refusal = await Assert.ThrowsAsync<KeepaliveException>(() => TakeAsync("second", "the work of the second"));

            Assert.Equal(KeepaliveErrorCode.EnvironmentInUse, refusal.Code);
            Assert.Contains("the work of the first", refusal.Message, StringComparison.Ordinal);
        }

        using EnvironmentLease second = await TakeAsync("second", "the work of the second");
    }

    [Fact]
    public async Task A_holder_that_asks_again_gets_it_and_keeps_it_until_its_outermost_lease_ends()
    {
        EnvironmentLease outer = await TakeAsync("first");
        EnvironmentLease inner = await TakeAsync("first");
        inner.Dispose();

        await Assert.ThrowsAsync<KeepaliveException>(() => TakeAsync("second"));

        outer.Dispose();
        using EnvironmentLease second = await TakeAsync("second");
    }

    [Fact]
    public async Task A_lease_that_is_given_back_twice_lets_in_one_borrower_and_not_two()
    {
        EnvironmentLease lease = await TakeAsync("first");
        lease.Dispose();
        lease.Dispose();

        using EnvironmentLease second = await TakeAsync("second");
        await Assert.ThrowsAsync<KeepaliveException>(() => TakeAsync("third"));
    }

    private static Task<EnvironmentLease> TakeAsync(string holder, string work = "a test") =>
        EnvironmentLease.TakeAsync(holder, work, TimeSpan.Zero, TestContext.Current.CancellationToken);
}
