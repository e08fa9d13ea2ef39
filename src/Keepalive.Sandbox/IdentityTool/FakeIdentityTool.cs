using System.Globalization;
using System.Security.Cryptography;
using Keepalive.Sandbox.Services;

namespace Keepalive.Sandbox.IdentityTool;

/// <summary>
/// A login tool that asks, as those of companies do: a password that is not shown, a number to tap on a phone, a role out of a list. Then it
/// gets the role's keys of STS and writes them. What it says of roles and failures is in the words of gimme-aws-creds, whose recipe the story extends.
/// </summary>
internal static class FakeIdentityTool
{
    public const string Verb = "fake-identity-tool";

    private const string Role = "arn:aws:iam::111122223333:role/";
    private const int Failed = 1;

    private static readonly string[] s_roles = ["ReadOnly", "Developer", "DeveloperAdmin"];

    /// <summary>Arguments: the folder of <see cref="IdentityProvider"/>, the credentials file, the profile, the way of asking.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var provider = new IdentityProvider(arguments[0]);
        provider.RecordStart();
        using IToolTerminal terminal = ToolTerminal.Open(arguments[3]);
        return await SignInAsync(terminal, provider, arguments[1], arguments[2]);
    }

    private static async Task<int> SignInAsync(IToolTerminal terminal, IdentityProvider provider, string credentials, string profile)
    {
        terminal.Write("\e[36mAcme sign-in\e[0m\n");
        if (terminal.ReadSecret("Acme password: ") != provider.Password)
        {
            terminal.Write("\e[31mLOGIN ERROR: Authentication failed | Error Code: E0000004\e[0m\n");
            return Failed;
        }

        string number = RandomNumberGenerator.GetInt32(10, 100).ToString(CultureInfo.InvariantCulture);
        terminal.Write($"Tap {number} in the Acme app on your phone.\n");
        if (provider.AwaitTap() is var answer && answer != number)
        {
            terminal.Write(answer is null ? "Push TIMEOUT\n" : "Push REJECTED\n");
            return Failed;
        }

        terminal.Write("Pick a role:\n");
        for (int index = 0; index < s_roles.Length; index++)
        {
            terminal.Write(string.Create(CultureInfo.InvariantCulture, $"[{index}] {Role}{s_roles[index]}\n"));
        }

        terminal.Write("Selections (comma separated): ");
        if (!int.TryParse(terminal.ReadLine(), NumberStyles.None, CultureInfo.InvariantCulture, out int chosen) || chosen >= s_roles.Length)
        {
            terminal.Write("You made an invalid selection\n");
            return Failed;
        }

        SamlKeys keys = await SamlKeys.GetAsync($"{Role}{s_roles[chosen]}");
        FakeLoginTool.Write(credentials, profile, keys.AccessKeyId, keys.SecretAccessKey, keys.SessionToken, keys.Expiration.ToLocalTime());
        provider.RecordRole(s_roles[chosen]);
        terminal.Write($"Written profile {profile} to {credentials}\n");
        return 0;
    }
}
