using Keepalive.SingleSignOn.SignIn;

namespace Keepalive.Host.Verbs;

/// <summary>This program again, as the worker of a sign-in.</summary>
internal static class WorkerCommand
{
    public static WorkerLauncher For(string profile)
    {
        string program = Environment.ProcessPath ?? throw new InvalidOperationException("The path of this program is unknown.");

        // 'dotnet claude-aws.dll' instead of the program itself.
        bool isMuxer = Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        string[] self = isMuxer ? [Path.GetFullPath(Environment.GetCommandLineArgs()[0])] : [];
        return WorkerLauncher.For(program, profile, self);
    }
}
