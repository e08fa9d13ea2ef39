using Keepalive.Login;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Login;

/// <summary>The prompts and messages of the real tools, as their sources have them.</summary>
public sealed class BuiltInRecipeTests
{
    private const string Saml2Aws = "saml2aws";
    private const string Gimme = "gimme-aws-creds";
    private const string Google = "aws-google-auth";
    private const string OneLogin = "onelogin-aws-cli";
    private const string Keyman = "aws-okta-keyman";
    private const string MyId = "awsmyid";

    [Fact]
    public void Every_recipe_of_the_product_can_be_read() =>
        Assert.All(RecipeBook.BuiltIn, name => Assert.NotEmpty(new RecipeBook(document: null, "").Find(name).Rules));

    [Fact]
    public void Every_recipe_of_the_product_is_on_the_page_and_its_tool_is_played()
    {
        string page = Repository.Read("docs/en-US/about_KeepaliveRecipes.md");
        string dialogues = Repository.Read("tests/Keepalive.Core.Tests/Login/LoginDialogues.cs");

        Assert.All(RecipeBook.BuiltIn, name => Assert.Contains($"`{name}`", page, StringComparison.Ordinal));
        Assert.All(RecipeBook.BuiltIn, name => Assert.Contains($"(\"{name}\", [", dialogues, StringComparison.Ordinal));
    }

    [Fact]
    public void Saml2aws_with_okta()
    {
        // survey paints a prompt again when it is answered, without leaving its row.
        Rehearsal run = Rehearsal.Of(
            Saml2Aws,
            "Using IdP Account default to access Okta https://acme.okta.com/home/amazon_aws/0oa/272\r\nTo use saved password just hit enter.\r\n",
            "\e[?25l\e[1;92m? \e[0m\e[1;99mUsername \e[0m\e[37m(me@example.com) \e[0m\e[?25h", "\r\e[K\e[1;92m? \e[0m\e[1;99mUsername \e[0m\e[36mme@example.com\e[0m\r\n",
            "\e[1;92m? \e[0m\e[1;99mPassword \e[0m", "***", "***\r\n\r\n",
            "Authenticating as me@example.com ...\r\n",
            "\e[1;92m? \e[0m\e[1;99mSecurity Token [000000] \e[0m", "\r\e[K\e[1;92m? \e[0m\e[1;99mSecurity Token [000000] \e[0m\e[36m123456\e[0m\r\n",
            "\e[1;92m? \e[0m\e[1;99mPlease choose the role  \e[0m\e[36m[Use arrows to move, type to filter]\e[0m\r\n",
            "\e[1;36m> Account: acme (123456789012) / Admin\e[0m\r\n  Account: acme (123456789012) / AdminReadOnly\r\n",
            "Selected role: arn:aws:iam::123456789012:role/Admin\r\nRequesting AWS credentials using SAML assertion.\r\n",
            "Logged in as: arn:aws:sts::123456789012:assumed-role/Admin/me\r\n\r\nYour new access key pair has been stored in the AWS configuration.\r\n");

        Assert.Equal(["user", "password", "code", "role", "done", "done"], run.Rules);
    }

    [Theory]
    [InlineData("Waiting for approval, please check your Okta Verify app ...\r\nCorrect Answer: 42\r\nCorrect Answer: 42\r\n", "42")]
    [InlineData("Phone approval required. Entropy is: 17\r\n", "17")]
    [InlineData("Select 5 in your PingID mobile app ...\r\n", "5")]
    [InlineData("Open your Microsoft Authenticator app and tap the number you see below to sign in.\r\n83\r\n", "83")]
    public void Saml2aws_numbers_to_match_are_told_once(string output, string number) =>
        Assert.Equal(number, Assert.Single(Rehearsal.Of(Saml2Aws, output).Moves.OfType<TellMove>(), tell => char.IsDigit(tell.Message[0])).Message);

    [Fact]
    public void Saml2aws_with_google_waits_for_enter_after_the_phone()
    {
        Rehearsal run = Rehearsal.Of(
            Saml2Aws, "Check your phone and tap 'Yes' on the prompt, then tap the number:\r\n64\r\nThen press ENTER to continue.\r\n");

        Assert.Equal(["approval", "number on its own row", "enter after the phone"], run.Rules);
    }

    [Theory]
    [InlineData(Saml2Aws, "Error authenticating to IdP.: error verifying MFA: MFA rejected by user\r\n", "MfaDenied")]
    [InlineData(Saml2Aws, " Timeout\r\n", "MfaTimedOut")]
    [InlineData(Saml2Aws, "Error authenticating to IdP.: error retrieving auth response: request for url: https://acme.okta.com/api/v1/authn failed status: 401 Unauthorized\r\n", "LoginPasswordRejected")]
    [InlineData(Saml2Aws, "Error authenticating to IdP.: error verifying MFA: error retrieving token post response: request for url: https://acme.okta.com/api/v1/authn/factors/1/verify?rememberDevice=false failed status: 403 Forbidden\r\n", "MfaCodeRejected")]
    [InlineData(Saml2Aws, "Error authenticating to IdP.: error retrieving auth response: request for url: https://acme.okta.com/api/v1/authn failed status: 429 Too Many Requests\r\n", "LoginToolFailed")]
    [InlineData(Saml2Aws, "Error authenticating to IdP.: the account is locked\r\n", "AccountLocked")]
    [InlineData(Saml2Aws, "Response did not contain a valid SAML assertion.\r\nPlease check that your username and password is correct.\r\n", "LoginPasswordRejected")]
    [InlineData(Saml2Aws, "Error authenticating to IdP.: dial tcp: lookup acme.okta.com: no such host\r\n", "LoginNetworkFailed")]
    [InlineData(Saml2Aws, "No roles to assume.\r\n", "LoginRoleNotFound")]
    [InlineData(Gimme, "LOGIN ERROR: Authentication failed | Error Code: E0000004\r\n", "LoginPasswordRejected")]
    [InlineData(Gimme, "Your Okta access has been locked out due to failed login attempts.\r\n", "AccountLocked")]
    [InlineData(Gimme, "Duo Push REJECTED\r\n", "MfaDenied")]
    [InlineData(Gimme, "Multi-factor Authentication required.\r\nOkta Verify push sent...\r\nEnter verification code: ", "MfaDenied")]
    [InlineData(Gimme, "requests.exceptions.HTTPError: 403 Client Error: Forbidden for url: https://acme.okta.com/api/v1/authn/factors/1/verify?rememberDevice=False\r\n", "MfaCodeRejected")]
    [InlineData(Gimme, "Duo Push TIMEOUT\r\n", "MfaTimedOut")]
    [InlineData(Gimme, "ERROR: AWS roles [Nobody] not found!\r\n", "LoginRoleNotFound")]
    [InlineData(Gimme, "You made an invalid selection\r\n", "LoginToolFailed")]
    [InlineData(Google, "Invalid username or password\r\n", "LoginPasswordRejected")]
    [InlineData(Google, "Something went wrong - Could not find SAML response, check your credentials or use --save-failure-html to debug.\r\n", "LoginToolFailed")]
    [InlineData(Google, "Please visit the following URL to view your CAPTCHA: https://accounts.google.com/Captcha\r\n", "LoginToolFailed")]
    [InlineData(OneLogin, "Onelogin Error: 'Unauthorized' 'Authentication Failed: Invalid user credentials'\r\n", "LoginPasswordRejected")]
    [InlineData(OneLogin, "Onelogin Error: 'Unauthorized' 'Failed authentication with this factor'\r\n", "MfaCodeRejected")]
    [InlineData(OneLogin, "No roles found\r\n", "LoginRoleNotFound")]
    [InlineData(Keyman, "10:31:22 (\e[1m\e[31mCRITICAL\e[0m) Invalid Username (me) or Password\r\n", "LoginPasswordRejected")]
    [InlineData(Keyman, "10:31:22 (\e[1m\e[31mERROR\e[0m) Duo Push REJECTED\r\n", "MfaDenied")]
    [InlineData(Keyman, "10:31:22 (ERROR) Duo Push TIMEOUT\r\n", "MfaTimedOut")]
    [InlineData(Keyman, "10:31:22 (CRITICAL) Unable to find a matching account or role\r\n", "LoginRoleNotFound")]
    [InlineData(Keyman, "10:31:22 (CRITICAL) Too many connection errors\r\n", "LoginNetworkFailed")]
    [InlineData(MyId, "Push was denied\r\n", "MfaDenied")]
    [InlineData(MyId, "Login failed: invalid password\r\n", "LoginPasswordRejected")]
    public void Each_failure_of_a_tool_has_its_name(string recipe, string output, string code) => Assert.Equal(code, Rehearsal.Of(recipe, output).Failure);

    [Theory]
    [InlineData(Saml2Aws, "\e[1;92m? \e[0mPassword ")]
    [InlineData(Gimme, "Okta Password for me@example.com: ")]
    [InlineData(Google, "Google Password: ")]
    [InlineData(OneLogin, "Onelogin Password: ")]
    [InlineData(Keyman, "Password: ")]
    [InlineData(MyId, "Enter your password: ")]
    public void A_second_question_for_the_password_means_that_the_first_answer_was_wrong(string recipe, string prompt)
    {
        Rehearsal run = Rehearsal.Of(recipe, prompt, "\r\e[K" + prompt, "\r\nTry again\r\n");
        Assert.Null(run.Failure); // Painted again in its own row.

        run.Print(prompt);

        Assert.Equal(["password", "password"], run.Rules.Take(2));
        Assert.Equal("LoginPasswordRejected", run.Failure);
    }

    [Fact]
    public void Gimme_aws_creds_asks_for_an_app_by_a_question_that_no_role_answers()
    {
        Rehearsal run = Rehearsal.Of(
            Gimme,
            "Username: ", "me@example.com\r\n", "Okta Password for me@example.com: ", "\r\n", "Do you want to save this password in the keyring? (y/N) ", "n\r\n",
            "Multi-factor Authentication required.\r\nOkta Verify App: SmartPhone_IPhone: phone selected\r\nOkta Verify push sent...\r\n",
            "Additional factor correct answer is: 93\r\nPick a role:\r\n[0] arn:aws:iam::123456789012:role/Admin\r\n[1] arn:aws:iam::123456789012:role/AdminReadOnly\r\n",
            "Selections (comma separated): ", "0\r\nWritten profile work to /home/me/.aws/credentials\r\n");

        Assert.Equal(["user", "password", "keep the password", "approval", "number", "role", "done"], run.Rules);
        Assert.Equal("0", Choice(run));
        Assert.Empty(Rehearsal.Of(Gimme, "Pick an app:\r\n[0] One\r\n[1] Two\r\nSelection: ").Moves);
    }

    [Fact]
    public void Aws_google_auth()
    {
        Rehearsal run = Rehearsal.Of(
            Google,
            "Google username: ", "me\r\n", "Google Password: ", "\r\n", "Open the Google App, and tap 'Yes' on the prompt to sign in ...\r\nnumerical code for prompt: 28\r\n",
            "MFA token: ", "123456\r\n",
            "  No  AWS account    Role\r\n----  -------------  -------------\r\n   1  acme           AdminReadOnly\r\n   2  acme           Admin\r\n",
            "Type the number (1 - 2) of the role to assume: ", "2\r\nAssuming arn:aws:iam::123456789012:role/Admin\r\nCredentials Expiration: 2026-01-01 10:00:00+00:00\r\n");

        Assert.Equal(["user", "password", "approval", "number", "code", "role", "done"], run.Rules);
        Assert.Equal("2", Choice(run));
    }

    [Fact]
    public void Onelogin_tells_the_expiry_and_its_question_for_a_role_is_known_by_the_row_above_the_list()
    {
        Rehearsal run = Rehearsal.Of(
            OneLogin,
            "Onelogin Username: ", "me\r\n", "Onelogin Password: ", "\r\n", "Google Authenticator Token: ", "123456\r\n",
            "Pick a role:\r\n[1] arn:aws:iam::123456789012:role/Admin\r\n[2] arn:aws:iam::123456789012:role/Other\r\n", "? ", "1\r\n",
            "Credentials cached in '/home/me/.aws/credentials'\r\nExpires at 2026-01-01 10:00:00+00:00\r\nUse aws cli with --profile work\r\n");

        Assert.Equal(["user", "password", "code", "role", "done", nameof(ExpiryMove)], run.Rules);
        Assert.Equal("2026-01-01 10:00:00+00:00", run.Moves.OfType<ExpiryMove>().Single().Text);
        Assert.Equal("1", Choice(run));
        Assert.Empty(Rehearsal.Of(OneLogin, "Pick an OTP Device:\r\n[1] A\r\n[2] B\r\n? ").Moves);
    }

    [Fact]
    public void Aws_okta_keyman_tells_the_expiry_among_times_and_levels()
    {
        Rehearsal run = Rehearsal.Of(
            Keyman,
            "10:31:20 (\e[1m\e[32mINFO\e[0m) AWS Okta Keyman 🔐 v0.9\r\n", "Password: ", "\r\n",
            "10:31:22 (WARNING) MFA Requirement Detected - Enter your GOOGLE code here\r\n", "MFA Passcode: ", "123456\r\n",
            "10:31:25 (WARNING) Multiple AWS roles found; please select one\r\n\r\n    Account  Role  \r\n[0] acme     Admin  \r\n[1] acme     Other  \r\n", "Selection: ", "0\r\n\r\n",
            "10:31:26 (INFO) Session expires at 2026-01-01 10:00:00+00:00 ⏳\r\n10:31:26 (INFO) All done! 👍\r\n");

        Assert.Equal(["password", "code", "role", nameof(ExpiryMove), "done"], run.Rules);
        Assert.Equal("2026-01-01 10:00:00+00:00", run.Moves.OfType<ExpiryMove>().Single().Text);
        Assert.Equal("0", Choice(run));
    }

    [Fact]
    public void Aws_okta_keyman_repeats_the_number_in_its_waiting()
    {
        Rehearsal run = Rehearsal.Of(
            Keyman, "10:31:22 (INFO) Waiting for MFA success...\r\n10:31:23 (INFO) Pick a following number on your device: 71\r\n10:31:24 (INFO) Pick a following number on your device: 71\r\n");

        Assert.Equal(["Approve the sign-in on your phone.", "71"], run.Moves.OfType<TellMove>().Select(tell => tell.Message));
    }

    [Fact]
    public void Awsmyid_as_far_as_its_users_have_written()
    {
        Rehearsal run = Rehearsal.Of(MyId, "Username: ", "me\r\n", "Password: ", "\r\n", "Sent a push, select 33 on your phone\r\n");

        Assert.Equal(["user", "password", "approval", "number"], run.Rules);
    }

    private static string? Choice(Rehearsal run)
    {
        AnswerMove role = run.Moves.OfType<AnswerMove>().Single(move => move.Rule.Action == RecipeAction.Choose);
        return PrintedList.Find(PrintedList.Read(role.Before), "Admin", out _)?.Answer;
    }
}
