using System.Globalization;
using static Keepalive.Dummy.ToolStepKind;

namespace Keepalive.Dummy;

/// <summary>The six login tools, as their sources and their users have written down their words.</summary>
internal static class LoginTools
{
    private const string Unreachable = "HTTPSConnectionPool(host='idp.example', port=443): Max retries exceeded with url: / (Caused by NewConnectionError: Failed to establish a new connection)\n";
    private const string Enter = "Then press ENTER to continue.\n";

    private const string SecurityToken = "? Security Token [000000] ";

    private static readonly string[] s_roles = ["Other", "Admin", "AdminReadOnly"];

    internal static LoginTool Find(string tool) => tool switch
    {
        "saml2aws" => Saml2Aws,
        "gimme-aws-creds" => Gimme,
        "aws-google-auth" => Google,
        "onelogin-aws-cli" => OneLogin,
        "aws-okta-keyman" => Keyman,
        _ => MyId,
    };

    private static LoginTool Saml2Aws => new()
    {
        Steps =
        [
            new(User, "? Username (me@example.com) ") { IsHidden = true },
            new(Password, "? Password "),
            new(Say, "\nAuthenticating as me ...\nWaiting for approval, please check your Okta Verify app ...\nCorrect Answer: 42\nCorrect Answer: 42\n"),
            new(Code, "? Security Token [000000] ") { IsHidden = true },
            new(Arrows, "? Please choose the role "),
        ],
        Done = "Logged in as: arn:aws:sts::123456789012:assumed-role/Admin/me\n\nYour new access key pair has been stored in the AWS configuration.\n",
        WrongPassword = "Response did not contain a valid SAML assertion.\nPlease check that your username and password is correct.\n",
        Variants = new()
        {
            ["entra"] = [new(Say, "Phone approval required. Entropy is: 42\n")],
            ["ping"] = [new(Say, "Select 42 in your PingID mobile app ...\n")],
            ["adfs"] = [new(Say, "Open your Microsoft Authenticator app and tap the number you see below to sign in.\n42\n")],
            ["google"] = [new(Say, "Check your phone and tap 'Yes' on the prompt, then tap the number:\n42\n"), new(Anything, Enter)],
            ["verification-code"] = [new(Code, "? Enter verification code ") { IsHidden = true }],
            ["passcode"] = [new(Code, "? Enter passcode ") { IsHidden = true }],
            ["duo-list"] = [new(Arrows, "? Select a DUO MFA Option ") { Options = ["Passcode", "Duo Push"] }, new(Say, "Pushed a login request to your device...\n")],
            ["factor-list"] = [new(Arrows, "? Select which MFA option to use ") { Options = ["SMS MFA authentication", "PUSH MFA authentication"] }, new(Say, "Waiting for approval, please check your Okta Verify app ...\n")],
            ["unknown-list"] = [new(Arrows, "? On which device ") { Options = ["Phone", "Watch"] }],
            ["second-code"] = [new(Code, SecurityToken) { IsHidden = true }, new(Say, "Code accepted\n"), new(Code, SecurityToken) { IsHidden = true }],
            ["other-code"] = [new(Code, SecurityToken) { IsHidden = true }, new(Code, "? Enter passcode ") { IsHidden = true }],
            ["second-account"] = [new(Say, "Logged in, account 2 of 2\n"), new(Password, "? Password ")],
            ["half-painted"] = [new(Halves, "? Password| of 12 letters was taken\n")],
        },
        Failures = new()
        {
            ["denied"] = new(Say, " Rejected\nError authenticating to IdP.: error verifying MFA: MFA rejected by user\n"),
            ["in-time"] = new(Say, "Error authenticating to IdP.: error verifying MFA: User did not accept MFA in time\n"),
            ["denied-or-in-time"] = new(Say, "Error authenticating to IdP.: mfa timed out or denied\n"),
            ["locked"] = new(Password, "Error authenticating to IdP.: LOCKED_OUT\n"),
            ["code-refused"] = new(Code, "Error authenticating to IdP.: Invalid Passcode/Answer\n"),
            ["no-role"] = new(Code, "No roles to assume.\nPlease check you are permitted to assume roles for the AWS service.\n"),
            ["role-refused"] = new(Code, "Supplied RoleArn not found in saml assertion: arn:aws:iam::123456789012:role/Admin\n"),
            ["network"] = new(Password, "Error authenticating to IdP.: Post \"https://idp.example/\": dial tcp: lookup idp.example: no such host\n"),
            ["failed"] = new(Password, "Error authenticating to IdP.: unexpected document\n"),
        },
    };

    private static LoginTool Gimme => new()
    {
        Steps =
        [
            new(User, "Username: "),
            new(Password, "Okta Password for me: "),
            new(Anything, "Do you want to save this password in the keyring? (y/N) "),
            new(Say, "Okta Verify push sent...\nAdditional factor correct answer is: 42\n"),
            new(Say, "Pick a role:\n" + Numbered("[{0}] arn:aws:iam::123456789012:role/{1}\n", 0)),
            new(Number, "Selections (comma separated): "),
        ],
        Done = "Written profile work to a file\n",
        WrongPassword = "LOGIN ERROR: Authentication failed | Error Code: E0000004\n",
        Variants = new()
        {
            ["code"] = [new(Code, "Enter verification code: ") { IsHidden = true }],
            ["code-again"] = [new(Code, "Enter verification code: ") { IsHidden = true }],
            ["code-refused"] = [new(Code, "Enter verification code: ") { IsHidden = true }],
            ["push-denied"] = [new(Say, "Okta Verify push sent...\n"), new(Code, "Enter verification code: ") { IsHidden = true }],
            ["duo"] = [new(Say, "Duo required; check your phone... 📱\n")],
            ["duo-code"] = [new(Code, "Duo Passcode: ")],
            ["device"] = [new(Say, "Signing in with a device code\nOpen https://acme.okta.example/activate?user_code=ABCDWXYZ in your browser.\n")],
            ["device-rows"] = [new(Say, "To sign in, use a browser to open the page:\n\n  https://acme.okta.example/activate\n\nand enter the code: ABCD-WXYZ\n")],
            ["factor"] = [new(Say, "Pick a factor:\n[0] token:software:totp( GOOGLE ) : me\n[1] Okta Verify App: SmartPhone_IPhone: phone\n"), new(Anything, "Selection: ") { Wanted = "1" }, new(Say, "Okta Verify push sent...\n")],
            ["unknown-factor"] = [new(Say, "Choose how to verify:\n[0] Phone of planted@example.com\n[1] Watch\n"), new(Anything, "Selection: ")],
            ["call"] = [new(Say, "You should soon receive a phone call at +49 xxx\n"), new(Code, "Enter verification code(remember to refresh token between uses): ")],
        },
        Failures = new()
        {
            ["locked"] = new(Password, "Your Okta access has been locked out due to failed login attempts.\n"),
            ["code-refused"] = new(Code, "LOGIN ERROR: Invalid Passcode/Answer | Error Code: E0000068\n"),
            ["denied"] = new(Say, "Duo Push REJECTED\n"),
            ["in-time"] = new(Say, "Duo Push TIMEOUT\n"),
            ["no-role"] = new(Say, "ERROR: AWS roles [Admin] not found!\n"),
            ["network"] = new(User, Unreachable),
            ["failed"] = new(Password, "You must enroll in MFA before using this tool.\n"),
        },
    };

    private static LoginTool Google => new()
    {
        Steps =
        [
            new(User, "Google username: "),
            new(Password, "Google Password: "),
            new(Say, "Open the Google App, and tap 'Yes' on the prompt to sign in ...\nnumerical code for prompt: 42\n"),
            new(Code, "MFA token: "),
            new(Say, Numbered("[{0,3}] arn:aws:iam::123456789012:role/{1}\n", 1)),
            new(Number, "Type the number (1 - 3) of the role to assume: "),
        ],
        Done = "Assuming arn:aws:iam::123456789012:role/Admin\nCredentials Expiration: 2030-01-01 10:00:00+00:00\n",
        WrongPassword = "Invalid username or password\n",
        Variants = new()
        {
            ["enter"] = [new(Say, "numerical code for prompt: 42\n"), new(Anything, "when you have tapped it, after you have confirmed response press ENTER to continue.")],
        },
        Failures = new()
        {
            ["captcha"] = new(Password, "Please visit the following URL to view your CAPTCHA: https://accounts.google.example/Captcha?ctoken=AAWk\n"),
            ["no-role"] = new(Number, "Invalid choice, try again\n"),
            ["network"] = new(Password, Unreachable),
            ["failed"] = new(Say, "Something went wrong - Could not find SAML response, check your credentials or use --save-failure-html to debug.\n"),
        },
    };

    private static LoginTool OneLogin => new()
    {
        Steps =
        [
            new(User, "Onelogin Username: "),
            new(Password, "Onelogin Password: "),
            new(Code, "Google Authenticator Token: "),
            new(Say, "Pick a role:\n" + Numbered("[{0}] arn:aws:iam::123456789012:role/{1}\n", 1)),
            new(Number, "? "),
        ],
        Done = "Credentials cached in 'a file'\nExpires at 2030-01-01 10:00:00+00:00\nUse aws cli with --profile work\n",
        WrongPassword = "Onelogin Error: 'Unauthorized' 'Authentication Failed: Invalid user credentials'\n",
        Failures = new()
        {
            ["locked"] = new(Password, "Onelogin Error: 'Unauthorized' 'User account is locked'\n"),
            ["code-refused"] = new(Code, "Onelogin Error: 'Unauthorized' 'Failed authentication with this factor'\n"),
            ["no-role"] = new(Code, "No roles found\n"),
            ["network"] = new(User, Unreachable),
            ["failed"] = new(Password, "Onelogin Error: 'Bad Request' 'Something else'\n"),
        },
    };

    private static LoginTool Keyman => new()
    {
        Steps =
        [
            new(Password, "Password: "),
            new(Say, "10:31:22 (INFO) Waiting for MFA success...\n10:31:23 (INFO) Pick a following number on your device: 42\n"),
            new(Code, "MFA Passcode: "),
            new(Say, "10:31:25 (WARNING) Multiple AWS roles found; please select one\n\n    Account  Role  \n" + Numbered("[{0}] acme     {1}  \n", 0)),
            new(Number, "Selection: "),
        ],
        Done = "\n10:31:26 (INFO) Session expires at 2030-01-01 10:00:00+00:00 ⏳\n10:31:26 (INFO) All done! 👍\n",
        WrongPassword = "10:31:22 (\e[1m\e[31mCRITICAL\e[0m) Invalid Username (me) or Password\n",
        Variants = new()
        {
            ["account"] = [new(Say, "Please select from available AWS accounts\n" + Numbered("[{0}] {1}\n", 0)), new(Number, "Selection: ")],
        },
        Failures = new()
        {
            ["locked"] = new(Password, "10:31:22 (CRITICAL) Account is LOCKED_OUT\n"),
            ["denied"] = new(Say, "10:31:24 (ERROR) Duo Push REJECTED\n"),
            ["in-time"] = new(Say, "10:31:24 (ERROR) Duo Push TIMEOUT\n"),
            ["no-role"] = new(Code, "10:31:24 (CRITICAL) Unable to find a matching account or role\n"),
            ["network"] = new(Password, "10:31:24 (CRITICAL) Too many connection errors\n"),
            ["failed"] = new(Password, "10:31:24 (FATAL) Something else\n"),
        },
    };

    private static LoginTool MyId => new()
    {
        Steps =
        [
            new(User, "Username: "),
            new(Password, "Password: "),
            new(Say, "Sent a push, choose 42\n"),
        ],
        Done = "Done\n",
        WrongPassword = "Login failed: invalid password\n",
        Failures = new()
        {
            ["locked"] = new(Password, "The account is locked\n"),
            ["denied"] = new(Say, "Push was denied\n"),
            ["in-time"] = new(Say, "Push timed out\n"),
        },
    };

    private static string Numbered(string option, int first) =>
        string.Concat(s_roles.Select((role, index) => string.Format(CultureInfo.InvariantCulture, option, index + first, role)));
}
