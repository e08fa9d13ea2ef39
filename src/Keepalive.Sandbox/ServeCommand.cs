using System.Globalization;
using System.Text;
using Keepalive.Sandbox.Services;

namespace Keepalive.Sandbox;

/// <summary><c>--serve [--port N]</c>: the services stay up for any AWS client until Ctrl+C.</summary>
internal static class ServeCommand
{
    public const string Verb = "--serve";

    /// <summary>The port asked for, 0 for any; null when the arguments can't be read.</summary>
    public static int? ReadPort(string[] arguments) => arguments switch
    {
        [] => 0,
        ["--port", var text] when ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) => port,
        _ => null,
    };

    public static async Task<int> RunAsync(int port, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        SandboxServer server;
        try
        {
            server = await SandboxServer.StartAsync(new SandboxOptions { Port = port }, cancellationToken);
        }
        catch (IOException exception)
        {
            await errors.WriteLineAsync($"Keepalive.Sandbox can't listen on port {port}: {exception.Message}");
            return 1;
        }

        await using (server)
        {
            await output.WriteLineAsync(Guide(server, RehearseMfa(server)));
            await output.FlushAsync(cancellationToken);
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return 0;
    }

    /// <summary>A user whose role demands MFA, so that a person can rehearse its codes.</summary>
    private static SandboxKey RehearseMfa(SandboxServer server)
    {
        server.MfaDevices.Add(MfaDevice, Encoding.ASCII.GetBytes(MfaKey));
        server.RoleTrusts.Set(MfaRole, new RoleTrust { RequiresMfa = true });
        return server.Keys.AddUser("111122223333", "sandbox");
    }

    private static string Guide(SandboxServer server, SandboxKey user)
    {
        string Lines(string format) => string.Join('\n', server.Variables.Select(pair => string.Format(CultureInfo.InvariantCulture, format, pair.Key, pair.Value)));
        return $"""
            sso-oidc, sso, signin, sts and bedrock-runtime are served at {server.BaseAddress} until Ctrl+C.

            # bash
            {Lines("export {0}={1}")}

            # PowerShell
            {Lines("$env:{0} = '{1}'")}

            # ~/.aws/config; accounts and roles: {string.Join("; ", server.Directory.Accounts.Select(account => $"{account.AccountId} {string.Join(", ", account.Roles)}"))}
            {ExampleConfig}

            [profile sandbox-mfa]
            role_arn = {MfaRole}
            source_profile = sandbox-user
            mfa_serial = {MfaDevice}
            region = us-east-1

            # ~/.aws/credentials; the seed of the MFA device is {MfaSeed} (claude-aws secret set --kind totp --profile sandbox-user)
            [sandbox-user]
            aws_access_key_id = {user.AccessKeyId}
            aws_secret_access_key = {user.SecretAccessKey}
            """.ReplaceLineEndings();
    }

    private const string MfaDevice = "arn:aws:iam::111122223333:mfa/sandbox";
    private const string MfaRole = "arn:aws:iam::111122223333:role/DemandsMfa";

    /// <summary>The key of the device, and the same in Base32.</summary>
    private const string MfaKey = "12345678901234567890";
    private const string MfaSeed = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    private const string ExampleConfig = """
        [sso-session sandbox]
        sso_start_url = https://d-1234567890.awsapps.com/start
        sso_region = us-east-1
        sso_registration_scopes = sso:account:access

        [profile sandbox]
        sso_session = sandbox
        sso_account_id = 111122223333
        sso_role_name = Developer
        region = us-east-1
        """;
}
