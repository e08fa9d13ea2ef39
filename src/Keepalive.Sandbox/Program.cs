using System.Runtime.InteropServices;
using Keepalive.Sandbox.IdentityTool;
using Keepalive.Sandbox.Services;
using Keepalive.Sandbox.Story;

namespace Keepalive.Sandbox;

/// <summary>
/// <c>dotnet run --project src/Keepalive.Sandbox</c>: the life of a credential on this machine alone, without an AWS
/// account, without PowerShell, without a network. Exit 0 only if every step held. With <c>--serve</c> its services
/// stay up for other clients.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        if (arguments is [FakeLoginTool.Verb, ..])
        {
            return FakeLoginTool.Run(arguments[1..]);
        }

        if (arguments is [FakeBrowser.Verb, ..])
        {
            return 0;
        }

        if (arguments is [FakeIdentityTool.Verb, ..])
        {
            return await FakeIdentityTool.RunAsync(arguments[1..]);
        }

        int? servedPort = arguments is [ServeCommand.Verb, ..] ? ServeCommand.ReadPort(arguments[1..]) : null;
        if (arguments.Length > 0 && servedPort is null)
        {
            await Console.Error.WriteLineAsync("Keepalive.Sandbox runs the whole demonstration without arguments, or a server with --serve [--port N].");
            return 64;
        }

        using var interruption = new CancellationTokenSource();

        // Not ended where it stands: the throw-away home and the children have to go too.
        void Interrupt(PosixSignalContext signal)
        {
            signal.Cancel = true;
            interruption.Cancel();
        }

        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
        using PosixSignalRegistration hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Interrupt);
        try
        {
            if (servedPort is { } port)
            {
                return await ServeCommand.RunAsync(port, Console.Out, Console.Error, interruption.Token);
            }

            bool firstHeld = await KeysExpireAndComeBack.TellAsync(new Narrator(Console.Out), interruption.Token);
            await Console.Out.WriteLineAsync();
            bool secondHeld = await OneRenewalForAllSessions.TellAsync(new Narrator(Console.Out), interruption.Token);
            await Console.Out.WriteLineAsync();
            bool thirdHeld = await LoginToolIsDriven.TellAsync(new Narrator(Console.Out), interruption.Token);
            await Console.Out.WriteLineAsync();
            bool fourthHeld = await OneSessionOfClaudeCode.TellAsync(new Narrator(Console.Out), interruption.Token);
            await Console.Out.WriteLineAsync();
            bool fifthHeld = await OneCodeForTheDay.TellAsync(new Narrator(Console.Out), interruption.Token);
            return firstHeld && secondHeld && thirdHeld && fourthHeld && fifthHeld ? 0 : 1;
        }
        catch (OperationCanceledException)
        {
            return 130;
        }
    }
}
