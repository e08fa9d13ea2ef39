using System.Globalization;
using System.Text.RegularExpressions;
using Keepalive.Configuration;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Configuration;

/// <summary>The page of settings and the table in the code say the same.</summary>
public sealed class ConfigurationPageTests
{
    private static readonly string[] s_page = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "en-US", "about_KeepaliveConfiguration.md"));

    [Fact]
    public void The_page_has_every_setting_with_its_value_its_default_and_its_sentence_and_no_other() => Assert.Equal(
        ConfigurationSettings.All.Select(setting => $"| {setting.Name} | {Value(setting)} | {setting.Default} | {setting.Description} |".Replace("|  |", "| |", StringComparison.Ordinal)),
        s_page.SkipWhile(line => line != "|---|---|---|---|").Skip(1).TakeWhile(line => line.StartsWith('|')).Select(line => line.Replace("|  |", "| |", StringComparison.Ordinal)));

    /// <summary>The page gives a rule for the variables' names and no list.</summary>
    [Fact]
    public void A_variable_is_called_as_the_page_says() => Assert.All(
        ConfigurationSettings.All.Where(setting => setting.Variable is not null),
        setting => Assert.Equal("CLAUDE_AWS_" + Regex.Replace(setting.Name, "(?<=[a-z])(?=[A-Z])", "_").ToUpperInvariant(), setting.Variable));

    [Fact]
    public void The_page_lists_the_settings_of_a_policy_and_no_other() => Assert.Equal(
        ConfigurationSettings.All.Where(setting => setting.IsPolicy).Select(setting => setting.Name),
        s_page.SkipWhile(line => line != "| Name | Effect |").Skip(2).TakeWhile(line => line.StartsWith('|')).Select(line => line.Split('|')[1].Trim()));

    private static string Value(ConfigurationSetting setting) => setting.Kind switch
    {
        SettingKind.Text => "text",
        SettingKind.Minutes => string.Create(CultureInfo.InvariantCulture, $"minutes, {setting.Minimum} to {setting.Maximum}"),
        SettingKind.Choice => string.Join(" or ", setting.Choices),
        _ => "true or false",
    };
}
