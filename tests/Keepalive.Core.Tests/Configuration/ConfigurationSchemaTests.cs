using System.Globalization;
using System.Text.Json;
using Keepalive.Configuration;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Configuration;

/// <summary>The published schema and the code say the same.</summary>
public sealed class ConfigurationSchemaTests
{
    private static readonly JsonElement Schema = JsonDocument.Parse(ConfigurationSchema.Read()).RootElement;

    [Fact]
    public void It_has_the_fields_of_the_code_in_their_order()
    {
        string[] names = [.. ConfigurationSettings.All.Select(setting => setting.Name)];

        Assert.Equal(["$schema", .. names, "profiles", "recipes"], Names(Schema.GetProperty("properties")));
        Assert.Equal(names, Names(Schema.GetProperty("definitions")));
    }

    [Fact]
    public void A_profile_may_set_what_the_code_lets_it_set() => Assert.Equal(
        ConfigurationSettings.All.Where(setting => setting.IsPerProfile).Select(setting => setting.Name),
        Names(Schema.GetProperty("properties").GetProperty("profiles").GetProperty("additionalProperties").GetProperty("properties")));

    [Fact]
    public void Each_has_the_type_the_bounds_the_default_and_the_words_of_the_code() => Assert.All(ConfigurationSettings.All, setting =>
    {
        JsonElement field = Schema.GetProperty("definitions").GetProperty(setting.Name);
        string type = setting.Kind switch { SettingKind.Minutes => "number", SettingKind.Flag => "boolean", _ => "string" };

        Assert.Equal((type, setting.Description), (field.GetProperty("type").GetString(), field.GetProperty("description").GetString()));
        Assert.NotEmpty(field.GetProperty("title").GetString()!);
        Assert.Equal(setting.Default, field.TryGetProperty("default", out JsonElement value) ? Text(value) : null);
        Assert.Equal(setting.Choices, field.TryGetProperty("enum", out JsonElement words) ? words.EnumerateArray().Select(word => word.GetString()!) : []);
        if (setting.Kind == SettingKind.Minutes)
        {
            Assert.Equal((setting.Minimum, setting.Maximum), (field.GetProperty("minimum").GetDouble(), field.GetProperty("maximum").GetDouble()));
        }
    });

    [Fact]
    public void The_page_has_a_row_for_each_with_its_default_and_one_more_for_the_policy()
    {
        string[] page = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "en-US", "about_KeepaliveConfiguration.md"));

        Assert.All(ConfigurationSettings.All, setting =>
        {
            string[] rows = [.. page.Where(line => line.StartsWith($"| {setting.Name} | ", StringComparison.Ordinal))];

            // Those of a policy have a second row in its section.
            Assert.Equal(setting.IsPolicy ? 2 : 1, rows.Length);
            Assert.Equal(setting.Default ?? string.Empty, rows[0].Split('|')[3].Trim());
        });
    }

    [Fact]
    public void Every_default_is_a_value_that_fits() => Assert.All(
        ConfigurationSettings.All.Where(setting => setting.Default is not null),
        setting => Assert.Equal(setting.Default, setting.Normalize(SettingValue.Of(setting.Default!))));

    [Fact]
    public void Every_field_of_the_configuration_has_its_setting() => Assert.Equal(
        typeof(KeepaliveConfiguration).GetProperties().Where(property => property.GetMethod is { IsStatic: false }
            && property.Name is not (nameof(KeepaliveConfiguration.Policy) or nameof(KeepaliveConfiguration.Problems))).Count(),
        ConfigurationSettings.All.Count);

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetDouble().ToString(CultureInfo.InvariantCulture),
        _ => value.GetBoolean() ? "true" : "false",
    };

    private static IEnumerable<string> Names(JsonElement members) => members.EnumerateObject().Select(member => member.Name);
}
