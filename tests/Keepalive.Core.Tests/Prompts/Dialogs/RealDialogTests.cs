using System.Diagnostics;
using System.Text;
using Keepalive.Prompts;
using Keepalive.Prompts.Dialogs;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Prompts.Dialogs;

/// <summary>The real programs on an X server without a screen (Xvfb), answered with keys (xdotool). KEEPALIVE_DIALOG_PICTURES names a folder for a picture of each.</summary>
[Collection("Processes")]
public sealed class RealDialogTests : IDisposable
{
    private const string Planted = "PlantedSecret-1";

    private readonly SyntheticHome _home = new();
    private Process? _server;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("zenity", QuestionKind.Secret, Planted, Planted)]
    [InlineData("zenity", QuestionKind.OneTimeCode, "123456", "123456")]
    [InlineData("zenity", QuestionKind.Choice, null, "--second")]
    [InlineData("zenity", QuestionKind.Confirmation, null, "yes")]
    [InlineData("pinentry-gtk-2", QuestionKind.Secret, Planted, Planted)]
    public async Task A_person_answers_with_the_keyboard(string program, QuestionKind kind, string? typed, string expected)
    {
        await StartServerAsync(program);
        Question question = Of(kind);
        var dialog = new ProgramDialog(Form(program), _home.Environment);
        Task<Secret> asking = dialog.AskAsync(question, Stop);
        string window = await FindWindowAsync(asking);
        await TakePictureAsync($"dialog-{program}-{kind}.png");
        if (typed is not null)
        {
            await RunAsync("xdotool", "type", "--delay", "5", typed);
        }
        else if (kind == QuestionKind.Choice)
        {
            await RunAsync("xdotool", "key", "--window", window, "Down");
        }

        await RunAsync("xdotool", "key", "Return");
        using Secret answer = await asking.WaitAsync(TimeSpan.FromSeconds(30), Stop);

        Assert.Equal(expected, Encoding.UTF8.GetString(answer.Utf8));
    }

    [Theory]
    [InlineData("zenity")]
    [InlineData("pinentry-gtk-2")]
    public async Task Escape_is_a_refusal(string program)
    {
        await StartServerAsync(program);
        Task<Secret> asking = new ProgramDialog(Form(program), _home.Environment).AskAsync(Of(QuestionKind.Secret), Stop);
        await FindWindowAsync(asking);
        await RunAsync("xdotool", "key", "Escape");

        Assert.Equal(KeepaliveErrorCode.AnswerNotGiven, (await Assert.ThrowsAsync<KeepaliveException>(() => asking.WaitAsync(TimeSpan.FromSeconds(30), Stop))).Code);
    }

    public void Dispose()
    {
        if (_server is { HasExited: false })
        {
            _server.Kill();
            _server.WaitForExit();
        }

        _server?.Dispose();
        _home.Dispose();
    }

    private static IDialogForm Form(string program) => program == "zenity" ? new ZenityForm("/usr/bin/zenity") : new PinentryForm("/usr/bin/" + program);

    private static Question Of(QuestionKind kind) => new()
    {
        Kind = kind,
        Words = kind == QuestionKind.Choice ? "Please choose the role:" : "Password for <i>anna</i> & co_mpany:",
        Tool = "saml2aws",
        Profile = "work",
        Complaint = kind == QuestionKind.Secret ? "the password is wrong" : null,
        Options = kind == QuestionKind.Choice ? ["first role & <b>", "--second"] : [],
    };

    private async Task StartServerAsync(string program)
    {
        foreach (string needed in (string[])["Xvfb", "xdotool", program])
        {
            Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/" + needed), $"{needed} is not installed.");
        }

        _server = Process.Start(new ProcessStartInfo("/usr/bin/Xvfb", ["-displayfd", "1", "-screen", "0", "800x600x24", "-nolisten", "tcp"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        string? number = await _server.StandardOutput.ReadLineAsync(Stop);
        _home.Variables["DISPLAY"] = ":" + number;
    }

    /// <summary>Waits until the window is there and has the keyboard. There is no window manager that would give it.</summary>
    private async Task<string> FindWindowAsync(Task<Secret> asking)
    {
        Task<string> search = RunAsync("xdotool", "search", "--sync", "--onlyvisible", "--name", "Keepalive");
        Assert.True(await Task.WhenAny(search, asking) == search, asking.Exception?.ToString());
        string window = (await search).Split('\n', StringSplitOptions.RemoveEmptyEntries)[0];
        await RunAsync("xdotool", "windowfocus", "--sync", window);
        return window;
    }

    private async Task TakePictureAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("KEEPALIVE_DIALOG_PICTURES") is { Length: > 0 } folder && File.Exists("/usr/bin/import"))
        {
            await RunAsync("import", "-window", "root", Path.Combine(folder, name));
        }
    }

    private async Task<string> RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("/usr/bin/" + program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DISPLAY"] = _home.Variables["DISPLAY"] },
        })!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        try
        {
            string output = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return output;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }
}
