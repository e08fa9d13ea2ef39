using System.Diagnostics;
using System.Text;
using Keepalive.Core.Tests.Platform.Processes;

namespace Keepalive.Core.Tests.Secrets;

/// <summary>A session bus and GNOME Keyring on it, unlocked, in a home folder of its own. Tests that need it skip where it can't be had.</summary>
public sealed class KeyringSession : IAsyncLifetime
{
    private readonly string _home = Directory.CreateTempSubdirectory("keepalive-keyring-").FullName;
    private string? _whyNot;
    private Process? _bus;
    private Process? _keyring;
    private string _address = "";

    public async ValueTask InitializeAsync()
    {
        _whyNot = !OperatingSystem.IsLinux() ? "The Secret Service is Linux's."
            : Missing("dbus-daemon") ?? Missing("gnome-keyring-daemon")
            ?? (System.Runtime.InteropServices.NativeLibrary.TryLoad("libsecret-1.so.0", out _) ? null : "libsecret is not installed (Debian and Ubuntu: libsecret-1-0).");
        if (_whyNot is not null)
        {
            return;
        }

        _bus = Start("dbus-daemon", ["--session", "--nofork", "--nopidfile", "--print-address=1", $"--address=unix:dir={_home}"]);
        _address = (await _bus.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!;
        _keyring = Start("gnome-keyring-daemon", ["--foreground", "--unlock", "--components=secrets"]);
        await _keyring.StandardInput.WriteAsync("the keyring's password");
        _keyring.StandardInput.Close();

        // It tells its control folder once it owns its name on the bus.
        await _keyring.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (Process? process in (Process?[])[_keyring, _bus])
        {
            if (process is not null)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync();
                process.Dispose();
            }
        }

        Directory.Delete(_home, recursive: true);
    }

    internal Task<string> DummyAsync(string verb, string profile, string value = "") =>
        RunAsync(DummyProgram.Path, ["secret", verb, "secret-service", profile, value], _address);

    internal Task<string> SecretToolAsync(params string[] arguments)
    {
        Skip();
        Assert.SkipWhen(Missing("secret-tool") is not null, "secret-tool is not installed (Debian and Ubuntu: libsecret-tools).");
        return RunAsync("secret-tool", arguments, _address);
    }

    /// <summary>On a bus that nobody offers a keyring on, and that can't start one.</summary>
    internal async Task<string> WithoutKeyringAsync(string verb, string profile)
    {
        Skip();
        string configuration = Path.Combine(_home, "empty-bus.conf");
        await File.WriteAllTextAsync(configuration, $"""
            <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
            <busconfig><type>session</type><listen>unix:dir={_home}</listen>
            <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>
            """);
        using Process bus = Start("dbus-daemon", [$"--config-file={configuration}", "--nofork", "--nopidfile", "--print-address=1"]);
        try
        {
            string address = (await bus.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!;
            return await RunAsync(DummyProgram.Path, ["secret", verb, "secret-service", profile], address);
        }
        finally
        {
            bus.Kill();
            await bus.WaitForExitAsync();
        }
    }

    private async Task<string> RunAsync(string program, string[] arguments, string address)
    {
        Skip();
        using Process process = Start(program, arguments, address);
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal("", await errors);
        return output.TrimEnd('\n');
    }

    private Process Start(string program, string[] arguments, string? address = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.Environment.Remove("DISPLAY");
        start.Environment.Remove("WAYLAND_DISPLAY");
        start.Environment["HOME"] = _home;
        start.Environment["XDG_RUNTIME_DIR"] = _home;
        start.Environment["XDG_DATA_HOME"] = Path.Combine(_home, "data");
        start.Environment["DBUS_SESSION_BUS_ADDRESS"] = address ?? _address;
        return Process.Start(start)!;
    }

    private void Skip() => Assert.SkipWhen(_whyNot is not null, _whyNot ?? "");

    private static string? Missing(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)))
            ? null
            : $"{program} is not installed.";
}
