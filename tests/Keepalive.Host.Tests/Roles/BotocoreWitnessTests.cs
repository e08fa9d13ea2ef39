using Keepalive.Host.Tests.SingleSignOn;

namespace Keepalive.Host.Tests.Roles;

/// <summary>
/// botocore and claude-aws resolve the same homes to the same calls of AWS STS: roles in the same order, session name where one is set, external id,
/// duration and region, signed by the same keys. The differences are listed with their reasons.
/// </summary>
public sealed class BotocoreWitnessTests
{
    /// <summary>Resolves each profile and prints the name of the error, or nothing.</summary>
    private const string Script = """
        import sys, botocore.session
        for name in sys.argv[1:]:
            try:
                botocore.session.Session(profile=name).get_credentials().get_frozen_credentials()
                print(name, 'ok')
            except Exception as error:
                print(name, type(error).__name__)
        """;

    [Fact]
    public async Task The_same_homes_make_the_same_calls()
    {
        await using RoleHome home = await RoleHome.StartAsync();
        string? python = WitnessTests.OnPath("python3");
        Assert.SkipWhen(python is null || (await home.Home.RunAsync(python, ["-c", "import botocore"])).ExitStatus != 0, "There is no python3 with botocore.");
        home.Home.Variables["NO_PROXY"] = "127.0.0.1";
        int homes = 0;
        List<string> differences = [];
        foreach (string parameters in RoleWitness.Parameters)
        {
            foreach ((string source, string more) in RoleWitness.Sources)
            {
                string config = RoleWitness.Write(home, parameters, source, more);
                homes++;

                home.Server.Log.Clear();
                string theirs = (await home.Home.RunAsync(python!, ["-c", Script, "p"])).Output.Trim() == "p ok" ? Calls(home) : "error";
                home.Server.Log.Clear();
                string ours = (await home.ExportAsync("p")).ExitStatus == 0 ? Calls(home) : "error";
                if (ours != theirs && !(IsTooLongForAChain(parameters, source) && theirs == "error" && ours.Contains(" 3600 ", StringComparison.Ordinal)))
                {
                    differences.Add($"{config}\nbotocore:   {theirs}\nclaude-aws: {ours}\n");
                }
            }
        }

        Assert.Equal(RoleWitness.Parameters.Count * RoleWitness.Sources.Count, homes);
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    /// <summary>A difference: AWS refuses more than one hour for a role that is assumed with a role's credential. claude-aws asks for one hour, botocore fails.</summary>
    private static bool IsTooLongForAChain(string parameters, string source) =>
        parameters.Contains("7200", StringComparison.Ordinal) && source == "source_profile = hub";

    private static string Calls(RoleHome home) => RoleWitness.Calls(home, "botocore-session-");
}
