namespace Keepalive.Host.Tests.SingleSignOn;

public sealed class AbandonedFileTests
{
    [Fact]
    public async Task What_a_killed_writer_has_left_is_removed_by_a_later_one()
    {
        await using SignedInHome home = await SignedInHome.WithEndedTokenAsync();
        string abandoned = home.TokenFile + ".k1l2m3n4.o5p.tmp";
        string inUse = home.TokenFile + ".q6r7s8t9.u0v.tmp";
        Keepalive.Host.Tests.Support.CompanionHome.WriteRested(abandoned, "half a tok");
        await File.WriteAllTextAsync(inUse, "of another process", TestContext.Current.CancellationToken);

        home.KeyOf(await home.ExportAsync());

        Assert.Equal([inUse], home.TemporaryFiles());
    }
}
