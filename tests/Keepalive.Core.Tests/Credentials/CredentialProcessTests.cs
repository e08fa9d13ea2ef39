using System.Diagnostics;
using Keepalive.Aws.AccessKeys;
using Keepalive.Credentials;
using Keepalive.Platform.Time;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Credentials;

/// <summary>Real programs behind <c>credential_process</c>.</summary>
[Collection("Processes")]
public sealed class CredentialProcessTests : IDisposable
{
    private static readonly TestKeys Keys = TestKeys.Temporary();

    private readonly SyntheticHome _home = new(TimeProvider.System);

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Gives_what_the_program_prints()
    {
        Configure(ShellProcess.Prints(_home, ShellProcess.Json(Keys)));

        AwsCredential credential = await _home.ResolveAsync("a");

        Assert.Equal(Keys, new TestKeys(credential.AccessKeyId, credential.SecretAccessKey, credential.SessionToken));
        Assert.Equal(new CredentialOrigin(CredentialSourceKind.CredentialProcess, "sh"), credential.Origin);
        Assert.Equal("a", credential.Profile);
    }

    [Fact]
    public async Task Quoted_arguments_arrive_whole()
    {
        ShellProcess.SkipOnWindows();
        string json = ShellProcess.Json(Keys);
        Configure($"""/bin/sh -c 'test "$1" = "a b" && test "$2" = "c\"d" && test $# = 2 && printf "%s" "$0"' '{json}' "a b" "c\"d" """);

        Assert.Equal(Keys.AccessKeyId, (await _home.ResolveAsync("a")).AccessKeyId);
    }

    [Fact]
    public async Task The_program_gets_our_environment_with_one_variable_more_and_no_stream_of_ours()
    {
        ShellProcess.SkipOnWindows();
        string seen = Path.Combine(_home.Folder, "seen");
        string output = Path.Combine(_home.Folder, "output");
        await File.WriteAllTextAsync(output, ShellProcess.Json(Keys), TestContext.Current.CancellationToken);
        Configure(ShellProcess.Script(_home, $"env -0 > '{seen}'\n[ /dev/fd/2 -ef /dev/null ] && echo dropped > '{seen}.errors'\ncat '{output}'\n"));

        await _home.ResolveAsync("a");

        string[] ours = [.. Environment.GetEnvironmentVariables().Keys.Cast<string>()];
        string[] theirs = [.. (await File.ReadAllTextAsync(seen, TestContext.Current.CancellationToken)).Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(variable => variable.Split('=')[0])];
        Assert.Equal(["CLAUDE_AWS_RESOLVING"], theirs.Except(ours).Except(["PWD", "OLDPWD", "SHLVL", "_"]));
        Assert.True(File.Exists(seen + ".errors"));
    }

    [Fact]
    public async Task No_shell_reads_the_line()
    {
        ShellProcess.SkipOnWindows();
        string marker = Path.Combine(_home.Folder, "marker");
        Configure($"/bin/echo x; touch {marker} && $(touch {marker}) | touch {marker}");

        await _home.RefusesAsync(KeepaliveErrorCode.CredentialProcessOutputInvalid, "a");

        Assert.False(File.Exists(marker));
    }

    [Fact]
    public async Task An_exit_status_is_told_and_the_error_output_is_not()
    {
        Configure(ShellProcess.Script(_home, $"echo '{Keys.SecretAccessKey}' >&2\necho '{Keys.SessionToken}'\nexit 7\n"));

        KeepaliveException exception = await _home.RefusesAsync(KeepaliveErrorCode.CredentialProcessFailed, "a");

        Assert.Contains("exit status 7", exception.Message, StringComparison.Ordinal);
        AssertNoSecret(exception);
    }

    [Fact]
    public async Task A_signal_is_told()
    {
        Configure(ShellProcess.Script(_home, "kill -9 $$\n"));

        Assert.Contains("signal 9", (await _home.RefusesAsync(KeepaliveErrorCode.CredentialProcessFailed, "a")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Error_output_beside_a_good_answer_is_dropped()
    {
        Configure(ShellProcess.Script(_home, $"echo warning >&2\ncat <<'X'\n{ShellProcess.Json(Keys)}\nX\n"));

        Assert.Equal(Keys.AccessKeyId, (await _home.ResolveAsync("a")).AccessKeyId);
    }

    [Fact]
    public async Task Error_output_alone_is_no_answer_and_not_repeated()
    {
        Configure(ShellProcess.Script(_home, $"echo '{ShellProcess.Json(Keys)}' >&2\n"));

        AssertNoSecret(await _home.RefusesAsync(KeepaliveErrorCode.CredentialProcessOutputInvalid, "a"));
    }

    [Fact]
    public async Task A_program_that_hangs_is_ended_with_all_it_started()
    {
        string pids = Path.Combine(_home.Folder, "pids");
        Configure(ShellProcess.Script(_home, $"sleep 600 & echo $! > '{pids}.new'\necho $$ >> '{pids}.new'\nmv '{pids}.new' '{pids}'\nwait\n"));
        long start = Stopwatch.GetTimestamp();

        KeepaliveException exception = await HomeExtensions.FailsAsync(
            () => _home.ResolveAsync("a", limit: TimeSpan.FromMilliseconds(500)), KeepaliveErrorCode.TimedOut);

        Assert.Equal("a", exception.Target);
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.FromMilliseconds(450), TimeSpan.FromSeconds(10));
        Assert.All(await File.ReadAllLinesAsync(pids, TestContext.Current.CancellationToken), pid => Assert.True(IsGone(int.Parse(pid, null))));
    }

    [Fact]
    public async Task A_cancelled_caller_gets_his_cancellation_and_no_time_out()
    {
        Configure(ShellProcess.Script(_home, "sleep 600\n"));
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        var resolver = new CredentialResolver(_home.Environment, new(), _home.Clock);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            resolver.ResolveAsync(resolver.Choose("a"), Deadline.After(_home.Clock, HomeExtensions.AmpleTime), source.Token).AsTask());
    }

    [Fact]
    public async Task A_limit_of_many_days_is_allowed()
    {
        Configure(ShellProcess.Prints(_home, ShellProcess.Json(Keys)));

        Assert.Equal(Keys.AccessKeyId, (await _home.ResolveAsync("a", limit: TimeSpan.FromDays(100))).AccessKeyId);
    }

    [Fact]
    public async Task A_flood_is_stopped()
    {
        Configure(ShellProcess.Script(_home, "exec yes SECRETSECRETSECRET\n"));

        KeepaliveException exception = await _home.RefusesAsync(KeepaliveErrorCode.CredentialProcessOutputInvalid, "a");

        Assert.Contains("1 MiB", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_program_is_named_without_its_arguments()
    {
        Configure($"no-such-program-at-all --password {Keys.SecretAccessKey}");

        KeepaliveException exception = await _home.RefusesAsync(KeepaliveErrorCode.CredentialProcessNotStarted, "a");

        Assert.Contains("could not be started: not found.", exception.Message, StringComparison.Ordinal);
        AssertNoSecret(exception);
    }

    [Fact]
    public async Task A_path_with_spaces_is_told_to_need_quotes()
    {
        string program = Path.Combine(_home.Folder, "my tools", "get keys");
        Directory.CreateDirectory(Path.GetDirectoryName(program)!);
        await File.WriteAllTextAsync(program, string.Empty, TestContext.Current.CancellationToken);
        Configure($"{program} --password {Keys.SecretAccessKey}");

        KeepaliveException exception = await _home.RefusesAsync(KeepaliveErrorCode.CredentialProcessNotStarted, "a");

        Assert.EndsWith($"\"{program}\"", exception.Advice, StringComparison.Ordinal);
        AssertNoSecret(exception);
    }

    [Theory]
    [InlineData("/no/such/script.ps1", "pwsh -NoProfile -File")]
    [InlineData("~/bin/tool", "not replaced")]
    [InlineData("$HOME/bin/tool", "not replaced")]
    public async Task What_only_a_shell_understands_is_named(string line, string advice)
    {
        Configure(line);

        Assert.Contains(advice, (await _home.RefusesAsync(KeepaliveErrorCode.CredentialProcessNotStarted, "a")).Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Variables_of_Windows_are_named_on_Windows() =>
        Assert.Contains("not replaced", Keepalive.Credentials.CredentialProcessAdvice.Of([@"%USERPROFILE%\tool.exe"], isWindows: true), StringComparison.Ordinal);

    [Fact]
    public async Task A_variable_written_before_the_program_is_not_repeated()
    {
        Configure($"TOKEN={Keys.SecretAccessKey} tool");

        AssertNoSecret(await Assert.ThrowsAsync<KeepaliveException>(() => _home.ResolveAsync("a")));
    }

    [Fact]
    public async Task A_quote_that_is_not_closed_is_told_with_file_and_line()
    {
        Configure($"tool \"{Keys.SecretAccessKey}");

        KeepaliveException exception = await _home.RefusesAsync(KeepaliveErrorCode.CredentialProcessInvalid, "a");

        Assert.Contains($"{_home.ConfigPath}, line 2", exception.Message, StringComparison.Ordinal);
        AssertNoSecret(exception);
    }

    [Fact]
    public async Task A_line_of_quotes_names_no_program()
    {
        Configure("\"\"");

        await _home.RefusesAsync(KeepaliveErrorCode.CredentialProcessInvalid, "a");
    }

    [Theory]
    [InlineData("claude-aws export --profile a --format process")]
    [InlineData("/usr/local/bin/claude-aws export --profile=a")]
    [InlineData("claude-aws.exe export --format process --profile a")]
    [InlineData("Claude-AWS.exe export --profile a")]
    public async Task Our_own_companion_for_the_same_profile_is_a_loop(string command)
    {
        Configure(command);

        await _home.RefusesAsync(KeepaliveErrorCode.CredentialProcessLoop, "a");
    }

    [Fact]
    public async Task Being_asked_by_the_program_we_are_waiting_for_is_a_loop()
    {
        _home.Variables["CLAUDE_AWS_RESOLVING"] = "b,a%20%2C,a";
        Configure("true");

        await _home.RefusesAsync(KeepaliveErrorCode.CredentialProcessLoop, "a");
    }

    [Fact]
    public async Task Being_asked_by_a_program_that_serves_another_profile_is_none()
    {
        Configure(ShellProcess.Script(_home, "test \"$CLAUDE_AWS_RESOLVING\" = 'b,a2,a' || exit 9\n" + $"cat <<'X'\n{ShellProcess.Json(Keys)}\nX\n"));
        _home.Variables["CLAUDE_AWS_RESOLVING"] = "b,a2";

        Assert.Equal(Keys.AccessKeyId, (await _home.ResolveAsync("a")).AccessKeyId);
    }

    private void Configure(string credentialProcess) => _home.WriteConfig($"[profile a]\ncredential_process = {credentialProcess}\n");

    private static void AssertNoSecret(KeepaliveException exception)
    {
        string everything = $"{exception} {exception.Advice} {exception.Target}";
        Assert.DoesNotContain(Keys.SecretAccessKey, everything, StringComparison.Ordinal);
        Assert.DoesNotContain(Keys.SessionToken!, everything, StringComparison.Ordinal);
    }

    private static bool IsGone(int id) => Keepalive.Core.Tests.Platform.Processes.DummyProgram.IsGone(id);
}
