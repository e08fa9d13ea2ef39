using System.Text;
using Keepalive.ClaudeCode.Hook;
using Keepalive.ClaudeCode.Installation;
using Keepalive.Configuration;
using Keepalive.Diagnostics.Facts;
using Keepalive.IdentityCenter;
using Keepalive.Login;
using Keepalive.Platform.Jsonc;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Fuzz;

/// <summary>Damaged files that are other programs' or a person's as well: what they say, or a designed error that names the place.</summary>
public sealed class SharedFileFuzz(ITestOutputHelper output)
{
    [Fact]
    public void Damaged_token_files_are_a_token_or_a_named_fault() => Run(
        [
            """{"startUrl":"https://x.awsapps.com/start","region":"eu-west-1","accessToken":"aoaAAAA","expiresAt":"2026-11-21T12:30:00Z","clientId":"c","clientSecret":"s","registrationExpiresAt":"2027-01-01T00:00:00Z","refreshToken":"r","other":{"a":[1,2.50,1e999]}}""",
            """{"clientId":"c","clientSecret":"s","expiresAt":"2026-11-21T12:30:00UTC","scopes":["a"]}""",
        ],
        input =>
        {
            TokenFile file = TokenFile.Parse("t.json", input);
            SsoToken? token = SsoToken.Parse(input);
            Assert.Equal(token is null, file.Token is null);
            if (token is not null)
            {
                _ = (token.CanBeRefreshed(FakeClock.Noon), token.Expires - FakeClock.Noon, token.ToString());
                SsoToken renewed = token.Renewed("new", FakeClock.Noon, refreshToken: null);
                Assert.Equal((token.RefreshToken, token.ClientId), (SsoToken.Parse(renewed.ToUtf8())?.RefreshToken, renewed.ClientId));
            }
        });

    [Fact]
    public void Damaged_settings_of_ours_and_policies_are_settings_or_a_designed_error() => Run(
        [
            """{ "$schema": "s", "profile": "work", "expirationField": "e", "autoLoginMinutes": 10, "warnMinutes": 1.5, "loginFlow": "auto", "secretStore": "plaintext", "forbidAutoLogin": true, "recipes": { "x": {} }, "profiles": { "a": { "loginCmd": "l", "earlyRefreshMinutes": 20 }, }, /* c */ }""",
            """{ "profile": "work", "loginFlow": "deviceCode", "forbidAutoLogin": true, "forbidStoredTotpSeeds": false }""",
        ],
        input =>
        {
            foreach (bool isPolicy in (bool[])[false, true])
            {
                try
                {
                    ParsedConfiguration parsed = ParsedConfiguration.Parse(input, "config.json", isPolicy);
                    KeepaliveConfiguration settings = KeepaliveConfiguration.Default;
                    foreach (SettingAssignment assignment in parsed.Settings.Concat(parsed.Profiles.SelectMany(profile => profile.Value)))
                    {
                        settings = assignment.ApplyTo(settings);
                    }

                    _ = FakeClock.Noon + settings.AutoLoginAhead + settings.WarnAhead + settings.TimerWarnAhead + settings.EarlyRefresh;
                }
                catch (KeepaliveException exception)
                {
                    Assert.Contains(exception.Code, (string[])[KeepaliveErrorCode.ConfigurationInvalid, KeepaliveErrorCode.PolicyInvalid]);
                }
            }
        });

    [Fact]
    public void Damaged_recipes_are_recipes_or_a_designed_error() => Run(
        [
            """{ "recipes": { "mine": { "extends": "saml2aws", "tool": "t", "command": ["t", ["--user", "{user}"]], "limitSeconds": 60, "expiry": "until (?<time>.*)$", "rules": [ { "name": "password", "match": "Password:", "after": "x", "row": "y", "echoed": false, "sendSecret": "password" }, { "name": "ok", "match": "done", "success": true } ] }, "other": { "extends": "mine" } } }""",
        ],
        input =>
        {
            try
            {
                var book = new RecipeBook(JsoncDocument.Parse(input), "config.json");
                foreach (string name in book.Names.Except(RecipeBook.BuiltIn).Take(4))
                {
                    _ = book.Find(name);
                }
            }
            catch (JsoncException fault)
            {
                Assert.True(fault.Message.Length > 0);
            }
            catch (KeepaliveException exception)
            {
                Assert.Contains(exception.Code, (string[])[KeepaliveErrorCode.RecipeInvalid, KeepaliveErrorCode.RecipeNotFound]);
            }
        });

    [Fact]
    public void Damaged_settings_of_Claude_Code_are_edited_and_taken_out_or_refused_with_a_place() => Run(
        [
            """{ // mine\n  "env": { "AWS_PROFILE": "x", }, "awsAuthRefresh": "claude-aws refresh", "awsCredentialExport": "claude-aws export", "statusLine": { "type": "command", "command": "claude-aws statusline" }, "hooks": { "UserPromptSubmit": [ { "matcher": "", "hooks": [ { "type": "command", "command": "claude-aws", "args": ["check", "--as-hook"], "timeout": 10 } ] } ] } }""",
        ],
        input =>
        {
            try
            {
                JsoncDocument document = JsoncDocument.Parse(input);
                var edit = new SettingsEdit(document, earlier: null);
                edit.Set(["env", "AWS_PROFILE"], "claude-aws");
                edit.Set(["awsAuthRefresh"], "claude-aws refresh");
                JsoncDocument changed = JsoncDocument.Parse(edit.Document.Content);
                _ = SettingsUndo.ApplyBlind(changed);
                _ = SettingsUndo.ApplyBlind(document);
                _ = document.ValueOf(document.Root)?.ToJsonString();
            }
            catch (JsoncException fault)
            {
                Assert.True(fault.Message.Length > 0);
            }
        });

    [Fact]
    public void Damaged_input_of_a_hook_never_throws() => Run(
        ["""{"session_id":"s","hook_event_name":"UserPromptSubmit","prompt":"hello","cwd":"/c","file_path":"/f","error":"e"}"""],
        input => _ = HookInput.Parse(input)?.IsOrdinaryPrompt);

    private void Run(string[] corpus, Action<byte[]> check)
    {
        byte[][] samples = [.. corpus.Select(text => Encoding.UTF8.GetBytes(text.Replace("\\n", "\n", StringComparison.Ordinal)))];
        FuzzRun.Run(output, random => new JsonMutator(random, samples).Make(), check);
    }
}
