namespace Keepalive.Host.Tests.SingleSignOn;

/// <summary>SSOAWSCredentials of the AWS SDK for .NET, on which AWS.Tools for PowerShell stand.</summary>
public sealed class DotNetSdkWitnessTests : WitnessTests
{
    private protected override async Task<string> CallerAsync(SandboxHome home)
    {
        home.Home.Variables["NO_PROXY"] = "127.0.0.1";
        // It reads the endpoints of the profile in use, not of the one it was given.
        home.Home.Variables["AWS_PROFILE"] = SandboxHome.Profile;
        string program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "Keepalive.SdkWitness.exe" : "Keepalive.SdkWitness");
        string[] answer = (await RunAsync(home, program, SandboxHome.Profile)).Split(' ');
        Assert.Equal("SSOAWSCredentials", answer[0]);
        return answer[1];
    }
}
