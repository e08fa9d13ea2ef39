using System.Text;
using System.Text.Json.Nodes;
using Keepalive.ConsoleLogin;
using Keepalive.Core.Tests.SignIn;
using Keepalive.SignIn;
using Keepalive.Testing;
using Keepalive.Tokens;
using Keepalive.Workers;

namespace Keepalive.Core.Tests.ConsoleLogin;

/// <summary>The worker that signs in with <c>aws login</c>, with a person who pastes.</summary>
public sealed class ConsoleSignInWorkerTests : IDisposable
{
    private readonly ConsoleLoginHome _home = new(TimeProvider.System, "eu-west-1");
    private readonly FakeConsoleSignIn _service = new();
    private readonly List<string?> _complaints = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SignInEntry Entry => new SignInLedger(ConsoleLoginHome.Session.SignInPlace(_home.Home.Environment), TimeProvider.System).Read()!;

    [Fact]
    public async Task A_pasted_code_signs_in_in_the_region_of_the_profile()
    {
        await RunAsync(state => [Paste($"state={state}&code=the%20code")]);

        LoginCode code = Assert.Single(_service.Codes);
        Assert.Equal(("the code", LoginAddress.OtherDevice, "https://eu-west-1.signin.aws.amazon.com/v1/sessions/confirmation"), (code.Code, code.ClientId, code.RedirectUri.AbsoluteUri));
        JsonObject file = JsonNode.Parse(await File.ReadAllTextAsync(_home.File, Token))!.AsObject();
        Assert.Equal(
            ("ASIASIGNEDIN00000001", "refresh-1", "eu-west-1", code.DpopKey, "012345678910"),
            ((string?)file["accessToken"]!["accessKeyId"], (string?)file["refreshToken"], (string?)file["signInRegion"], (string?)file["dpopKey"], (string?)file["accessToken"]!["accountId"]));
        Assert.Equal((SignInPhase.Succeeded, SignInFlow.PastedCode), (Entry.Phase, Entry.Flow));
    }

    [Fact]
    public async Task A_wrong_paste_is_told_and_asked_again()
    {
        await RunAsync(state =>
        [
            Secret.FromText("nonsense!"), Paste("state=other&code=c"), Paste($"state={state}&code="), Secret.FromText($"  {Paste($"state={state}&code=c").Text()[..10]}\n{Paste($"state={state}&code=c").Text()[10..]} "),
        ]);

        Assert.Equal(3, _complaints.OfType<string>().Count());
        Assert.Contains("another sign-in", _complaints[1], StringComparison.Ordinal);
        Assert.Equal("c", Assert.Single(_service.Codes).Code);
    }

    [Fact]
    public async Task Where_nobody_can_be_asked_no_page_is_shown()
    {
        var browser = new FakeBrowser();

        await RunAsync(_ => [], obstacle: "a container", browser: browser);

        Assert.Equal((SignInPhase.Failed, KeepaliveErrorCode.PromptUnavailable, null), (Entry.Phase, Entry.Outcome!.Value.Code, Entry.Address));
        Assert.Contains("claude-aws login --profile console", Entry.Outcome.Value.Advice, StringComparison.Ordinal);
        Assert.Empty(browser.Pages);
        Assert.False(File.Exists(_home.File));
    }

    [Fact]
    public async Task A_credential_that_can_be_renewed_needs_no_person()
    {
        _home.Write(TimeSpan.FromMinutes(-1), ", \"signInRegion\": \"us-east-1\"");

        await RunAsync(_ => [], obstacle: "a container");

        Assert.Equal((SignInPhase.Succeeded, 1), (Entry.Phase, _service.Refreshes));
    }

    [Fact]
    public async Task A_place_that_can_not_be_written_is_told_before_a_person_does_anything()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetDirectoryName(_home.File))!);
        await File.WriteAllTextAsync(Path.GetDirectoryName(_home.File)!, "a file in the place of the folder", Token);

        await RunAsync(state => [Paste($"state={state}&code=c")]);

        Assert.Equal(KeepaliveErrorCode.TokenFileUnwritable, Entry.Outcome?.Code);
        Assert.Empty(_service.Codes);
    }

    [Fact]
    public async Task A_file_that_does_not_take_the_answer_is_held_and_served()
    {
        await RunAsync(state =>
        {
            Directory.CreateDirectory(Path.Combine(_home.File, "in the way"));
            return [Paste($"state={state}&code=c")];
        });

        var kind = new LoginTokenKind(_home.Home.Environment, ConsoleLoginHome.Session);
        Assert.Equal(SignInPhase.Succeeded, Entry.Phase);
        Assert.Equal("ASIASIGNEDIN00000001", (await new TokenFile<LoginToken>(kind, TimeProvider.System).ReadAsync(Token))!.AccessKeyId);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(kind.State.HeldToken));
        }
    }

    [Fact]
    public async Task Another_identity_stores_nothing()
    {
        var service = new FakeConsoleSignIn { IdToken = $"h.{Base64Url.Encode("{\"sub\": \"arn:aws:sts::999988887777:assumed-role/Other/bob\"}"u8)}.s" };

        await RunAsync(state => [Paste($"state={state}&code=c")], service: service);

        Assert.Equal(KeepaliveErrorCode.SignInOtherIdentity, Entry.Outcome?.Code);
        Assert.False(File.Exists(_home.File));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b.c")]
    [InlineData("a.!.c")]
    [InlineData("a.e30.c")]
    public async Task An_id_token_that_names_nobody_refuses_nobody(string idToken)
    {
        await RunAsync(state => [Paste($"state={state}&code=c")], service: new FakeConsoleSignIn { IdToken = idToken });

        Assert.Equal(SignInPhase.Succeeded, Entry.Phase);
    }

    public void Dispose() => _home.Dispose();

    private static Secret Paste(string text) => Secret.FromText(Convert.ToBase64String(Encoding.UTF8.GetBytes(text)));

    /// <summary>Runs the worker; the answers depend on the state that the address has.</summary>
    private async Task RunAsync(Func<string, Secret[]> answers, string? obstacle = null, FakeBrowser? browser = null, FakeConsoleSignIn? service = null)
    {
        var worker = new ConsoleSignInWorker(
            _home.Home.Environment, await _home.Home.ReadProfileAsync("console"), ConsoleLoginHome.Session, new SignInOptions { Remote = true }, () => service ?? _service, TimeProvider.System,
            HeadlessDetectionTests.Linux("DISPLAY=:0"), browser ?? new FakeBrowser(), copy: static _ => Task.CompletedTask)
        {
            Obstacle = obstacle,
            AskForCode = (journal, check, _) =>
            {
                string state = System.Text.RegularExpressions.Regex.Match(journal.Entry.Address!, "[?&]state=([^&]+)").Groups[1].Value;
                foreach (Secret answer in answers(state))
                {
                    string? complaint = check(answer);
                    _complaints.Add(complaint);
                    if (complaint is null)
                    {
                        return Task.FromResult(answer);
                    }
                }

                throw new InvalidOperationException("There are no more answers.");
            },
        };
        await worker.RunAsync(Token);
    }
}

/// <summary>The text of an answer.</summary>
internal static class AnswerText
{
    public static string Text(this Secret secret) => Encoding.UTF8.GetString(secret.Utf8);
}
