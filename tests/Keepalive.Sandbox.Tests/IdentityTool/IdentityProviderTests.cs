using Keepalive.Sandbox.IdentityTool;

namespace Keepalive.Sandbox.Tests.IdentityTool;

public sealed class IdentityProviderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("keepalive-provider-");

    [Fact]
    public void A_tool_that_is_ended_after_its_failure_text_and_the_next_start_are_two_runs()
    {
        var provider = new IdentityProvider(_folder.FullName);
        provider.RecordStart();

        provider.RecordStart();
        provider.RecordRole("Developer");

        Assert.Equal(["started", "started Developer"], provider.Runs);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
