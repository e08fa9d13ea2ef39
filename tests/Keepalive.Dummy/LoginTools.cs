using System.Globalization;

namespace Keepalive.Dummy;

/// <summary>The six login tools as a terminal sees them: their prompts, colours and redraws, one scenario a run.</summary>
internal static class LoginTools
{
    private const string Role = "arn:aws:iam::123456789012:role/";

    /// <summary>login-tool TOOL SCENARIO PASSWORD CREDENTIALS: exits with 0 when all went well, and has then written a key.</summary>
    internal static int Run(TerminalUser user, string tool, string scenario, string password, string credentials)
    {
        switch (scenario)
        {
            case "riddle":
                user.Write("Favourite colour: ");
                user.ReadLine();
                return 0;
            case "hang":
                Thread.Sleep(Timeout.Infinite);
                return 0;
            case "flood":
                for (int index = 0; index < 50_000; index++)
                {
                    user.Write($"row {index.ToString(CultureInfo.InvariantCulture)} of a tool that does not know when to stop\n");
                }

                break;
            case "die":
                user.Write("Traceback (most recent call last):\nKeyError: 'AKIAIOSFODNN7EXAMPLE'");
                return 7;
        }

        return tool switch
        {
            "saml2aws" => Saml2Aws(user, scenario, password, credentials),
            "gimme-aws-creds" => Plain(user, new("Username: ", "Okta Password for me: ", "Enter verification code: ", "Additional factor correct answer is: 42\n", "Pick a role:\n", "[{0}] " + Role + "{1}\n", 0, "Selections (comma separated): ", "Written profile work to a file\n", "LOGIN ERROR: Authentication failed | Error Code: E0000004\n", "Duo Push REJECTED\n"), scenario, password, credentials),
            "aws-google-auth" => Plain(user, new("Google username: ", "Google Password: ", "MFA token: ", "numerical code for prompt: 42\n", "", "[{0,3}] " + Role + "{1}\n", 1, "Type the number (1 - 3) of the role to assume: ", "Credentials Expiration: 2030-01-01 10:00:00+00:00\n", "Invalid username or password\n", "Error: denied\n"), scenario, password, credentials),
            "onelogin-aws-cli" => Plain(user, new("Onelogin Username: ", "Onelogin Password: ", "Google Authenticator Token: ", "", "Pick a role:\n", "[{0}] " + Role + "{1}\n", 1, "? ", "Credentials cached in 'a file'\nExpires at 2030-01-01 10:00:00+00:00\n", "Onelogin Error: 'Unauthorized' 'Authentication Failed: Invalid user credentials'\n", "Onelogin Error: 'x' 'Failed authentication with this factor'\n"), scenario, password, credentials),
            "aws-okta-keyman" => Plain(user, new("", "Password: ", "MFA Passcode: ", "10:31:23 (INFO) Pick a following number on your device: 42\n", "10:31:25 (WARNING) Multiple AWS roles found; please select one\n\n    Account  Role  \n", "[{0}] acme     {1}  \n", 0, "Selection: ", "10:31:26 (INFO) Session expires at 2030-01-01 10:00:00+00:00 ⏳\n", "10:31:22 (\e[1m\e[31mCRITICAL\e[0m) Invalid Username (me) or Password\n", "10:31:22 (ERROR) Duo Push REJECTED\n"), scenario, password, credentials),
            _ => Plain(user, new("Username: ", "Password: ", "", "Sent a push, choose 42\n", "", "", 0, "", "Done\n", "Invalid password\n", "Push denied\n"), scenario, password, credentials),
        };
    }

    private sealed record Words(
        string User, string Password, string Code, string Number, string Header, string Option, int First, string Choice, string Done, string Wrong, string Denied);

    private static int Plain(TerminalUser user, Words words, string scenario, string password, string credentials)
    {
        if (words.User.Length > 0)
        {
            Split(user, words.User);
            user.ReadLine();
        }

        for (int attempt = 0; ; attempt++)
        {
            string typed = Secretly(user, words.Password);
            if (typed == password)
            {
                break;
            }

            if (scenario != "asks-again" || attempt == 1)
            {
                user.Write($"\e[31m{words.Wrong}\e[0m");
                return 3;
            }
        }

        Spin(user);
        user.Write(words.Number);
        if (scenario == "denied")
        {
            user.Write(words.Denied);
            return 3;
        }

        if (words.Code.Length > 0)
        {
            Split(user, words.Code);
            if (user.ReadLine().Length != 6)
            {
                return 4;
            }
        }

        if (words.Choice.Length > 0)
        {
            string[] roles = ["Other", "Admin", "AdminReadOnly"];
            user.Write(words.Header);
            for (int index = 0; index < roles.Length; index++)
            {
                user.Write(string.Format(CultureInfo.InvariantCulture, words.Option, index + words.First, roles[index]));
            }

            Split(user, words.Choice);
            if (user.ReadLine() != (words.First + 1).ToString(CultureInfo.InvariantCulture))
            {
                return 5;
            }
        }

        File.WriteAllText(credentials, Keys);
        user.Write(words.Done);
        return 0;
    }

    private static int Saml2Aws(TerminalUser user, string scenario, string password, string credentials)
    {
        Split(user, "\e[1;92m? \e[0m\e[1;99mUsername \e[0m\e[37m(me@example.com) \e[0m");
        string name = user.ReadLine();
        user.Write($"\e[1A\r\e[K\e[1;92m? \e[0mUsername {name}\n");
        for (int attempt = 0; Survey(user, "Password", isMasked: true) != password; attempt++)
        {
            if (scenario != "asks-again" || attempt == 1)
            {
                user.Write("Response did not contain a valid SAML assertion.\nPlease check that your username and password is correct.\n");
                return 1;
            }
        }

        user.Write("\nAuthenticating as me ...\nWaiting for approval, please check your Okta Verify app ...\nCorrect Answer: 42\nCorrect Answer: 42\n");
        if (scenario == "denied")
        {
            user.Write(" Rejected\nError authenticating to IdP.: error verifying MFA: MFA rejected by user\n");
            return 1;
        }

        if (Survey(user, "Security Token [000000]", isMasked: false).Length != 6)
        {
            return 4;
        }

        user.Write("\e[1;92m? \e[0mPlease choose the role  \e[36m[Use arrows to move, type to filter]\e[0m\n> Account: 123456789012 / Admin\n  Account: 123456789012 / AdminReadOnly\n");
        using (user.WithoutEcho())
        {
            if (user.ReadLine() != "Account: 123456789012 / Admin")
            {
                return 5;
            }
        }

        File.WriteAllText(credentials, Keys);
        user.Write($"Logged in as: arn:aws:sts::123456789012:assumed-role/Admin/me\n\nYour new access key pair has been stored in the AWS configuration.\n");
        return 0;
    }

    private const string Keys = "[work]\naws_access_key_id = ASIAQAAAAAAAAAAAAAAA\naws_secret_access_key = not/a/real/secret/just/forty/letters1\naws_session_token = planted-session-token\n";

    /// <summary>As survey: the prompt first, then no echo, stars for what is typed, the row painted again.</summary>
    private static string Survey(TerminalUser user, string prompt, bool isMasked)
    {
        user.Write($"\e[1;92m? \e[0m\e[1;99m{prompt} \e[0m");
        using (user.WithoutEcho())
        {
            string typed = user.ReadLine();
            user.Write(isMasked ? new string('*', typed.Length) + "\n" : $"\r\e[K? {prompt} {typed}\n");
            return typed;
        }
    }

    /// <summary>As getpass.</summary>
    private static string Secretly(TerminalUser user, string prompt)
    {
        using (user.WithoutEcho())
        {
            Split(user, prompt);
            string typed = user.ReadLine();
            user.Write("\n");
            return typed;
        }
    }

    private static void Split(TerminalUser user, string text)
    {
        user.Write(text[..(text.Length / 2)]);
        user.Write(text[(text.Length / 2)..]);
    }

    private static void Spin(TerminalUser user)
    {
        foreach (char frame in "|/-\\")
        {
            user.Write($"\r\e[K{frame} Signing in");
        }

        user.Write("\r\e[K");
    }
}
