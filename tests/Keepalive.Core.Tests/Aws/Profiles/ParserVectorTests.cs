using System.Text.Json;
using Keepalive.Aws.Profiles;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Aws.Profiles;

/// <summary>The published parser cases of the AWS SDKs (Vectors/NOTICE.md).</summary>
public sealed class ParserVectorTests
{
    private static readonly JsonElement Cases = Load("profile-parser-tests.json");

    public static TheoryData<int, string> Names()
    {
        var data = new TheoryData<int, string>();
        foreach ((int index, JsonElement test) in Cases.EnumerateArray().Index())
        {
            data.Add(index, test.GetProperty("name").GetString()!);
        }

        return data;
    }

    [Fact]
    public void All_65_cases_are_here() => Assert.Equal(65, Cases.GetArrayLength());

    [Theory]
    [MemberData(nameof(Names))]
    public void Reads_the_published_case(int index, string name)
    {
        Assert.NotEmpty(name);
        JsonElement test = Cases[index];
        using var home = new SyntheticHome();
        JsonElement input = test.GetProperty("input");
        if (input.TryGetProperty("configFile", out JsonElement config))
        {
            home.WriteConfig(config.GetString()!);
        }

        if (input.TryGetProperty("credentialsFile", out JsonElement credentials))
        {
            home.WriteCredentials(credentials.GetString()!);
        }

        ProfileFiles files = home.ReadFiles();
        JsonElement output = test.GetProperty("output");
        IniProblem? problem = files.Config.Document.Problems.Concat(files.Credentials.Document.Problems).FirstOrDefault();
        if (output.TryGetProperty("errorContaining", out JsonElement expected))
        {
            Assert.Contains(expected.GetString()!, problem?.Message, StringComparison.Ordinal);
            return;
        }

        Assert.Null(problem);
        JsonElement profiles = output.GetProperty("config").GetProperty("profiles");
        Assert.Equal(Flat(profiles), files.All().Where(profile => ProfileName.IsPortable(profile.Name)).SelectMany(Flat).Order());
        if (output.GetProperty("config").TryGetProperty("sso_sessions", out JsonElement sessions))
        {
            Assert.Equal(Flat(sessions), Flat(files.Config.Document, IniSectionType.SsoSession));
        }
    }

    internal static JsonElement Load(string file) =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Aws", "Profiles", "Vectors", file))).RootElement.GetProperty("tests");

    private static IEnumerable<string> Flat(JsonElement profiles) =>
        profiles.EnumerateObject()
            .SelectMany(profile => profile.Value.EnumerateObject().Select(property => $"{profile.Name}|{property.Name}|{property.Value.GetString()}").Prepend(profile.Name))
            .Order();

    private static IEnumerable<string> Flat(AwsProfile profile) =>
        profile.PropertyNames.Select(name => $"{profile.Name}|{name}|{profile[name]!.Value}").Prepend(profile.Name);

    private static IEnumerable<string> Flat(IniDocument document, IniSectionType type)
    {
        List<IniProblem> problems = [];
        return document.Sections.Index()
            .Where(section => section.Item.Type == type)
            .SelectMany(section => document.PropertiesOf(section.Index, problems)
                .Select(property => $"{section.Item.Name}|{property.Name}|{property.Value}").Prepend(section.Item.Name))
            .Order();
    }
}
