using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Keepalive.Host.Tests.Support;
using Keepalive.Sandbox.Services;
using Keepalive.Testing;

namespace Keepalive.Host.Tests.Roles;

/// <summary>The secrets of roles, planted: a seed, its codes, a web identity token and the token of a container are in no stream, log, argument, environment or bundle.</summary>
public sealed class RoleSecrecyTests
{
    private const string WebToken = "eyJhbGciOiJub25lIn0.eyJpc3MiOiJodHRwczovL3NhbmRib3guZXhhbXBsZSIsInN1YiI6IlBsYW50ZWRTZWNyZXQiLCJhdWQiOiJzdHMuYW1hem9uYXdzLmNvbSIsImV4cCI6NDEwMjQ0NDgwMH0.UGxhbnRlZFNlY3JldA";
    private const string ContainerToken = "Bearer PlantedSecretOfTheContainer";

    [Fact]
    public async Task A_seed_a_code_and_the_tokens_of_machines_are_nowhere_but_in_their_places()
    {
        await using RoleHome home = await RoleHome.StartAsync();
        home.DemandMfa();
        string token = Path.Combine(home.Home.Folder, "token");
        CompanionHome.WriteRested(token, WebToken + "\n");
        File.AppendAllText(home.Home.ConfigFile, $"[profile web]\nrole_arn = arn:aws:iam::123456789012:role/web\nweb_identity_token_file = {token}\n"
            + "[profile machine]\nrole_arn = arn:aws:iam::123456789012:role/machine\ncredential_source = EcsContainer\n");
        File.SetLastWriteTimeUtc(home.Home.ConfigFile, DateTime.UtcNow.AddHours(-1));
        foreach ((string name, string value) in home.Server.ContainerVariables)
        {
            home.Home.Variables[name] = value;
        }

        // In a variable each child would have it, by the will of the container; in a file no child has it.
        string containerToken = Path.Combine(home.Home.Folder, "container-token");
        CompanionHome.WriteRested(containerToken, ContainerToken);
        home.Home.Variables["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = containerToken;
        home.Server.Options.ContainerToken = ContainerToken;
        string bundle = Path.Combine(home.Home.Folder, "bundle.zip");
        List<Run> runs = [];
        string seen;
        await using (var glance = new ProcessGlance())
        {
            await home.StoreSeedAsync();
            foreach (string profile in (string[])["dev", "other", "web", "machine"])
            {
                Run export = await home.ExportAsync(profile);
                Assert.True(export.ExitStatus == 0, $"{profile}: {export.Errors}");
                runs.Add(export);
                runs.Add(await home.Home.RunAsync("status", "--profile", profile, "--json"));
                runs.Add(await home.Home.RunAsync("explain", "--profile", profile));
                runs.Add(await home.Home.RunAsync("refresh", "--profile", profile));
            }

            home.EndRoles();
            home.Server.Faults.Next(SandboxOperation.AssumeRoleWithWebIdentity, Fault.Error("InvalidIdentityToken"));
            home.Server.Faults.Next(SandboxOperation.AssumeRole, Fault.Error("AccessDenied"), times: 2);
            runs.Add(await home.ExportAsync("web"));
            runs.Add(await home.ExportAsync("dev"));
            runs.Add(await home.Home.RunAsync("doctor"));
            runs.Add(await home.Home.RunAsync("logs"));
            runs.Add(await home.Home.RunAsync("secret", "list"));
            runs.Add(await home.Home.RunAsync("support-bundle", "--yes", "--out", bundle));
            seen = glance.Seen;
        }

        string[] codes = [.. home.Server.Log.All.Select(request => request["TokenCode"]).OfType<string>()];
        Assert.NotEmpty(codes);
        Assert.Contains(home.Server.Log.All, request => request["WebIdentityToken"] == WebToken);
        Assert.Contains(home.Server.Log.All, request => request.Header("Authorization") == ContainerToken);
        Assert.All(runs, run => AssertAbsent(run.Output + run.Errors, codes, "a stream"));
        AssertAbsent(seen, codes, "an argument or an environment");
        using ZipArchive archive = ZipFile.OpenRead(bundle);
        Assert.All(archive.Entries, entry =>
        {
            using var reader = new StreamReader(entry.Open());
            AssertAbsent(reader.ReadToEnd(), codes, entry.Name);
        });

        // The seed's own file, which the store "plaintext" has written, is its place.
        string[] files = [.. Directory.GetFiles(home.StateFolder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".txt", StringComparison.Ordinal))];
        Assert.All(files, file => AssertAbsent(Encoding.UTF8.GetString(File.ReadAllBytes(file)), codes, file));
    }

    private static void AssertAbsent(string text, string[] codes, string place)
    {
        foreach (string secret in (string[])[RoleHome.Seed, "12345678901234567890", WebToken, "UGxhbnRlZFNlY3JldA", "PlantedSecretOfTheContainer"])
        {
            Assert.False(text.Contains(secret, StringComparison.Ordinal), $"{secret} is in {place}.");
        }

        // The digits may be a part of a longer number or word by chance.
        Assert.All(codes, code => Assert.False(Regex.IsMatch(text, $"(?<![0-9A-Za-z+/.:-]){code}(?![0-9A-Za-z+/.:-])"), $"The code {code} is in {place}."));
    }
}
