using Keepalive.SignIn;
using Keepalive.Testing;
using Keepalive.Workers;

namespace Keepalive.Dummy;

/// <summary>A sign-in worker in a process of its own, so that it can be killed, or outlive its caller.</summary>
internal static class SignInWorkerProcess
{
    public static async Task<int> RunAsync(string approved, string[] options)
    {
        SystemEnvironment environment = SystemEnvironment.Current;
        var service = new FakeSignInService
        {
            DeviceInterval = TimeSpan.FromSeconds(1),
            AnswerDevice = _ => File.Exists(approved) ? SignInAnswer.Of(FakeSignInService.NewToken()) : SignInAnswer.Pending,
        };
        var worker = new SignInWorker(
            environment,
            FakeSignInService.Session,
            new SignInOptions { UseDeviceCode = options.Contains("--use-device-code"), Force = options.Contains("--force") },
            () => service,
            () => null,
            TimeProvider.System,
            new Machine(environment, isMac: false, _ => false),
            new FakeBrowser(page => File.AppendAllText(approved + ".tabs", page + "\n")),
            copy: _ => Task.CompletedTask);
        await worker.RunAsync(CancellationToken.None);
        return 0;
    }
}
