namespace Keepalive.Host.Tests.SingleSignOn;

/// <summary>botocore, through the aws CLI.</summary>
public sealed class AwsCliWitnessTests : WitnessTests
{
    private protected override async Task<string> CallerAsync(SandboxHome home)
    {
        string? aws = OnPath("aws");
        Assert.SkipWhen(aws is null, "There is no aws CLI on PATH.");
        home.Home.Variables["NO_PROXY"] = "127.0.0.1";
        return await RunAsync(home, aws!, "sts", "get-caller-identity", "--profile", SandboxHome.Profile, "--query", "Arn", "--output", "text");
    }
}
