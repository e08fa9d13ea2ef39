using Keepalive.Host.Tests.Support;
using Keepalive.Sandbox.Services;

namespace Keepalive.Host.Tests.Roles;

/// <summary>The program in a container and on an EC2 instance, where no profile is set.</summary>
public sealed class DefaultChainTests
{
    [Fact]
    public async Task In_a_container_the_credential_is_asked_for_once_and_the_secret_token_is_sent_to_it_alone()
    {
        await using RoleHome home = await StartAsync(isContainer: true);
        home.Server.Options.ContainerToken = "S3cr3tThatNobodyMaySee";
        home.Home.Variables["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = "S3cr3tThatNobodyMaySee";

        SandboxKey key = home.KeyOf(await home.Home.ExportAsync());
        Assert.Equal(key, home.KeyOf(await home.Home.ExportAsync()));

        Assert.Contains(":assumed-role/sandbox-machine/", key.Arn, StringComparison.Ordinal);
        Assert.Equal([SandboxOperation.ContainerCredentials], home.Server.Log.All.Select(request => request.Operation));
        foreach (string file in Directory.EnumerateFiles(home.StateFolder, "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain("S3cr3t", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task On_an_instance_status_refresh_and_explain_tell_the_machine()
    {
        await using RoleHome home = await StartAsync(isContainer: false);

        Run status = await home.Home.RunAsync("status");
        Run refresh = await home.Home.RunAsync("refresh");
        Run explain = await home.Home.RunAsync("explain", "--offline");
        Run dryRun = await home.Home.RunAsync("refresh", "--dry-run");

        Assert.True(status.ExitStatus == 0, status.Errors);
        Assert.Contains("from machine: the EC2 instance", status.Output, StringComparison.Ordinal);
        Assert.True(refresh.ExitStatus == 0, refresh.Errors);
        Assert.Contains("the role of the container or instance, because no profile is set: the key that ends in", string.Join(' ', explain.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Contains("silently: the container or instance gives the next key", explain.Output, StringComparison.Ordinal);
        Assert.True(dryRun.ExitStatus == 0, dryRun.Errors);
        Assert.Equal(
            [SandboxOperation.MetadataToken, SandboxOperation.MetadataRole, SandboxOperation.MetadataCredentials],
            home.Server.Log.All.Select(request => request.Operation).Where(operation => operation != SandboxOperation.GetCallerIdentity));
    }

    [Fact]
    public async Task A_role_whose_source_is_the_instance_is_assumed_with_its_credential()
    {
        await using RoleHome home = await StartAsync(isContainer: false);
        home.Home.WriteConfig($"[profile dev]\nregion = eu-west-1\nrole_arn = {RoleHome.Role}\ncredential_source = Ec2InstanceMetadata\n");

        Assert.Contains(":assumed-role/dev/", home.KeyOf(await home.ExportAsync()).Arn, StringComparison.Ordinal);
    }

    private static async Task<RoleHome> StartAsync(bool isContainer)
    {
        RoleHome home = await RoleHome.StartAsync();
        home.Home.WriteCredentials("[other]\n");
        home.Home.WriteConfig("[default]\nregion = eu-west-1\n");
        foreach ((string name, string value) in isContainer ? home.Server.ContainerVariables : home.Server.InstanceVariables)
        {
            home.Home.Variables[name] = value;
        }

        return home;
    }
}
