using System.Text;
using Keepalive.Configuration;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Configuration;

/// <summary>Each setting says who set it.</summary>
public sealed class ConfigurationReportTests : IDisposable
{
    private readonly SyntheticHome _home = new();

    private string ConfigurationPath => Path.Combine(_home.Folder, "config.json");

    public ConfigurationReportTests() => _home.Variables["CLAUDE_AWS_CONFIG"] = ConfigurationPath;

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Without_a_file_all_is_default() => Assert.All(Report().Settings, setting => Assert.Equal(("default", setting.Setting.Default), (setting.Origin.ToString(), setting.Value)));

    [Fact]
    public void Every_place_is_named()
    {
        _home.Write(ConfigurationPath, """
            {
              "warnMinutes": 10, "loginCmd": "common",
              "profiles": { "a": {
                "loginCmd": "own" } },
              "forbidAutoLogin": true, "loginFlow": "browser"
            }
            """u8);
        _home.Variables["CLAUDE_AWS_STATUS_LINE_CMD"] = "x";
        _home.Variables["CC_KEEPALIVE_PROFILE"] = "older";
        SystemEnvironment machine = PolicyFileTests.On(_home);
        _home.Write(machine.PolicyFile!, "{\"forbidAutoLogin\":false,\n\"loginFlow\":\"deviceCode\"}"u8);

        var report = ConfigurationReport.Make(machine, "a", _home.Clock);

        string[] expected =
        [
            "profile=older: CC_KEEPALIVE_PROFILE",
            $"loginCmd=own: {ConfigurationPath}, line 4",
            "autoLoginMinutes=0: default",
            $"warnMinutes=10: {ConfigurationPath}, line 2",
            "statusLineCmd=x: CLAUDE_AWS_STATUS_LINE_CMD",
            $"loginFlow=deviceCode: policy, {machine.PolicyFile}, line 2",
            $"forbidAutoLogin=true: {ConfigurationPath}, line 5",
        ];
        Assert.Equal(
            expected,
            report.Settings.Select(setting => $"{setting.Setting.Name}={setting.Value}: {setting.Origin}")
                .Where(line => expected.Any(named => named.Split('=')[0] == line.Split('=')[0])));
        Assert.NotNull(report.Overruled("loginFlow"));
        Assert.Null(report.Overruled("loginCmd"));
    }

    [Fact]
    public void A_profile_without_settings_has_the_common_ones()
    {
        _home.Write(ConfigurationPath, Encoding.UTF8.GetBytes("""{"warnMinutes":10,"profiles":{"a":{"warnMinutes":20}}}"""));

        Assert.Equal(["20", "10", "10"], new[] { "a", "b", null }.Select(profile => ConfigurationReport.Make(_home.Environment, profile, _home.Clock).Find("warnMinutes").Value));
    }

    [Fact]
    public void A_name_that_is_none_is_an_error_with_the_nearest() =>
        Assert.Contains("'warnMinutes'", Assert.Throws<KeepaliveException>(() => Report().Find("warnminutes")).Advice, StringComparison.Ordinal);

    private ConfigurationReport Report() => ConfigurationReport.Make(_home.Environment, profile: null, _home.Clock);
}
