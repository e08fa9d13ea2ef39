using Keepalive.Sandbox.Services;

namespace Keepalive.Host.Tests.SingleSignOn;

public sealed class BlockPageTests
{
    [Theory]
    [InlineData(SandboxOperation.CreateToken)]
    [InlineData(SandboxOperation.GetRoleCredentials)]
    public async Task The_page_of_a_blocking_proxy_is_called_what_it_is(SandboxOperation operation)
    {
        await using SandboxHome home = await SandboxHome.WithEndedTokenAsync();
        home.Server.Faults.Next(operation, Fault.HtmlBlockPage());

        await home.ExportFailsAsync(KeepaliveErrorCode.MiddleboxAnswered, "a device on the network answered with a web page (status 403, text/html, server Zscaler/6.2)");

        Assert.Equal(1, home.Server.Log.Count(operation));
    }
}
