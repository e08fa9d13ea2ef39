using Keepalive.Configuration;
using Keepalive.Secrets;

namespace Keepalive.Dummy;

/// <summary><c>secret write|read|exists|remove store profile [value]</c>: another process that uses the same store.</summary>
internal static class SecretCommand
{
    public static async Task<int> RunAsync(string[] arguments, StreamWriter output)
    {
        SecretKeeper keeper = SecretKeeper.Open(SystemEnvironment.Current, KeepaliveConfiguration.Default, arguments[1], TimeProvider.System);
        SecretName name = SecretName.ForProfile(arguments[2], SecretKind.Password);
        try
        {
            switch (arguments[0])
            {
                case "write":
                    using (Secret secret = Secret.FromText(arguments[3]))
                    {
                        await keeper.WriteAsync(name, secret, CancellationToken.None);
                    }

                    break;

                case "read":
                    using (Secret secret = await keeper.ReadAsync(name, CancellationToken.None))
                    {
                        output.WriteLine(System.Text.Encoding.UTF8.GetString(secret.Utf8));
                    }

                    break;

                case "exists":
                    output.WriteLine(await keeper.ExistsAsync(name, CancellationToken.None));
                    break;

                default:
                    output.WriteLine(await keeper.RemoveAsync(name, CancellationToken.None));
                    break;
            }

            return 0;
        }
        catch (KeepaliveException exception)
        {
            output.WriteLine($"{exception.Code}: {exception.Message}");
            return 1;
        }
    }
}
