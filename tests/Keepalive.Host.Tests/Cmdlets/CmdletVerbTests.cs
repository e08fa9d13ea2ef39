using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Keepalive.Host.Tests.Support;
using Keepalive.Testing;

namespace Keepalive.Host.Tests.Cmdlets;

/// <summary>The conversation of <c>claude-aws cmdlet</c> with the module Keepalive.Desktop, line by line.</summary>
public sealed class CmdletVerbTests : IDisposable
{
    private readonly CompanionHome _home = new();

    [Fact]
    public async Task Greets_then_tells_then_ends()
    {
        _home.WriteCredentials(Keys.Profile("work", Keys.FarAway));

        (int status, List<JsonElement> told) = await SayAsync("""{"protocol":1,"cmdlet":"Get-ClaudeAwsCredential","parameters":{"ProfileName":"work"}}""");

        Assert.Equal(0, status);
        Assert.Equal(("hello", 1), (Kind(told[0]), told[0].GetProperty("protocol").GetInt32()));
        JsonElement credential = told.Single(message => Kind(message) == "object").GetProperty("value");
        Assert.Equal(("work", Keys.Secret), (credential.GetProperty("Profile").GetString(), credential.GetProperty("SecretKey").GetString()));
        Assert.Equal("end", Kind(told[^1]));
    }

    [Fact]
    public async Task Tells_an_error_with_all_that_a_record_needs()
    {
        _home.WriteCredentials(Keys.Profile("work", Keys.FarAway));

        (int status, List<JsonElement> told) = await SayAsync("""{"protocol":1,"cmdlet":"Get-ClaudeAwsSession","parameters":{"ProfileName":"nobody"}}""");

        Assert.Equal(ExitStatus.Of(KeepaliveErrorCode.ProfileNotFound), status);
        JsonElement error = told.Single(message => Kind(message) == "error");
        Assert.Equal(("ProfileNotFound", "ObjectNotFound", "nobody"), (Text(error, "id"), Text(error, "category"), Text(error, "target")));
        Assert.Contains("'nobody'", Text(error, "message"), StringComparison.Ordinal);
        Assert.Contains("'work'", Text(error, "advice"), StringComparison.Ordinal);
        Assert.Equal("end", Kind(told[^1]));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public async Task Asks_before_it_changes_something(string answer, bool isChanged)
    {
        string settings = Path.Combine(_home.Folder, "settings.json");
        _home.Variables["CLAUDE_AWS_CONFIG"] = settings;

        (_, List<JsonElement> told) = await SayAsync(
            """{"protocol":1,"cmdlet":"Set-ClaudeAwsConfiguration","parameters":{"Name":"warnMinutes","Value":"7"}}""", $$"""{"answer":{{answer}}}""");

        Assert.Equal(settings, Text(told.Single(message => Kind(message) == "process"), "target"));
        Assert.Equal(isChanged, File.Exists(settings));
    }

    [Fact]
    public async Task A_mark_of_the_encoding_before_the_request_is_none_of_it()
    {
        (int status, List<JsonElement> told) = await SayAsync("\uFEFF" + """{"protocol":1,"cmdlet":"Get-ClaudeAwsConfiguration","parameters":{"Name":"warnMinutes"}}""");

        Assert.Equal((0, 30.0), (status, told.Single(message => Kind(message) == "object").GetProperty("value").GetProperty("Default").GetDouble()));
    }

    [Fact]
    public async Task A_module_with_another_protocol_is_told_ours_and_nothing_is_done()
    {
        (int status, List<JsonElement> told) = await SayAsync("""{"protocol":2,"cmdlet":"Get-ClaudeAwsConfiguration","parameters":{}}""");

        Assert.Equal((ExitStatus.Usage, "hello"), (status, Kind(Assert.Single(told))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("export")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""{"protocol":1,"protocol":1,"cmdlet":"Get-ClaudeAwsConfiguration","parameters":{}}""")]
    [InlineData("""{"protocol":1,"cmdlet":"Set-ClaudeAwsConfiguration","parameters":{"Value":{"1":"a","1":"b"}}}""")]
    [InlineData("""{"protocol":1,"cmdlet":"Get-ClaudeAwsConfiguration","parameters":{"Name":"\ud800"}}""")]
    [InlineData("""{"protocol":1,"cmdlet":"Get-ClaudeAwsConfiguration","parameters":{"\ud800":"x"}}""")]
    public async Task Anything_else_than_a_request_is_a_wrong_command_line(string line)
    {
        (int status, List<JsonElement> told) = await SayAsync(line);

        Assert.Equal(ExitStatus.Usage, status);
        Assert.Empty(told);
    }

    /// <summary>A newer module may have the same protocol and a cmdlet more.</summary>
    [Fact]
    public async Task A_cmdlet_that_it_does_not_know_is_a_wrong_command_line_and_the_module_is_told_why()
    {
        (int status, string words) = await RefusedAsync("""{"protocol":1,"cmdlet":"Get-SECRETSECRET","parameters":{}}""");

        Assert.Equal(ExitStatus.Usage, status);
        Assert.Contains("of another version", words, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10675199.02:48:05.4775807")]
    [InlineData("60.00:00:00")]
    [InlineData("-10675199.02:48:05.4775808")]
    public async Task Takes_any_time_as_the_other_module_does(string timeout)
    {
        _home.WriteCredentials(Keys.Profile("work", Keys.FarAway));

        (int status, List<JsonElement> told) = await SayAsync($$$"""{"protocol":1,"cmdlet":"Get-ClaudeAwsSession","parameters":{"ProfileName":"work","Timeout":"{{{timeout}}}"}}""");

        Assert.Equal(0, status);
        Assert.Contains(told, static message => Kind(message) == "object");
    }

    [Fact]
    public async Task All_is_ASCII_and_a_name_shows_what_it_hides()
    {
        _home.WriteCredentials(Keys.Profile("Zoë", Keys.FarAway));

        (_, List<JsonElement> told) = await SayAsync("""{"protocol":1,"cmdlet":"Get-ClaudeAwsSession","parameters":{"ProfileName":"n\u00f6bo\u202edy"}}""");

        JsonElement error = told.Single(message => Kind(message) == "error");
        Assert.Contains(@"'nöbo\u{202E}dy'", Text(error, "message"), StringComparison.Ordinal);
        Assert.Contains("'Zoë'", Text(error, "advice"), StringComparison.Ordinal);
    }

    /// <summary>The pipeline was stopped, or PowerShell is gone.</summary>
    [Fact]
    public async Task The_end_of_its_input_ends_it_and_what_it_has_started()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The child is a script of sh.");
        string pid = Path.Combine(_home.Folder, "pid");
        _home.WriteConfig($"[default]\ncredential_process = sh -c \"echo $$ >'{pid}.new'; mv '{pid}.new' '{pid}'; exec sleep 600\"\n");
        using Process process = _home.Start(CompanionHome.Companion, ["cmdlet"]);
        await process.StandardInput.WriteLineAsync("""{"protocol":1,"cmdlet":"Get-ClaudeAwsCredential","parameters":{"Timeout":"00:10:00"}}""");
        await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        int child = await ReadPidAsync(pid);

        process.StandardInput.Close();
        Run run = await CompanionHome.FinishAsync(process);

        Assert.Equal(ExitStatus.Interrupted, run.ExitStatus);
        Assert.NotEqual(0, Kill(child, 0));
    }

    public void Dispose() => _home.Dispose();

    /// <summary>Says the request, and an answer to each question.</summary>
    private async Task<(int Status, List<JsonElement> Told)> SayAsync(string request, params string[] answers)
    {
        using Process process = _home.Start(CompanionHome.Companion, ["cmdlet"]);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var told = new List<JsonElement>();
        var left = new Queue<string>(answers);
        await WriteAsync(process, request, limit.Token);
        while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            Assert.All(line, static sign => Assert.True(char.IsAscii(sign)));
            told.Add(JsonDocument.Parse(line).RootElement);
            if (Kind(told[^1]) == "process")
            {
                await WriteAsync(process, left.Dequeue(), limit.Token);
            }
        }

        process.StandardInput.Close();
        return ((await CompanionHome.FinishAsync(process)).ExitStatus, told);
    }

    private async Task<(int Status, string Words)> RefusedAsync(string request)
    {
        using Process process = _home.Start(CompanionHome.Companion, ["cmdlet"]);
        await WriteAsync(process, request, TestContext.Current.CancellationToken);
        Run run = await CompanionHome.FinishAsync(process);
        return (run.ExitStatus, run.Errors);
    }

    /// <summary>Past the writer, which may have a mark of its own.</summary>
    private static async Task WriteAsync(Process process, string line, CancellationToken cancellationToken)
    {
        await process.StandardInput.BaseStream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(line + "\n"), cancellationToken);
        await process.StandardInput.BaseStream.FlushAsync(cancellationToken);
    }

    private static string? Kind(JsonElement message) => Text(message, "kind");

    private static string? Text(JsonElement message, string name) => message.GetProperty(name).GetString();

    private static async Task<int> ReadPidAsync(string path)
    {
        await Waiting.UntilAsync(() => File.Exists(path) && File.ReadAllText(path).EndsWith('\n'), TestContext.Current.CancellationToken);
        return int.Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), CultureInfo.InvariantCulture);
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int pid, int signal);
}
