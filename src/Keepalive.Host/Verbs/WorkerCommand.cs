using Keepalive.ClaudeCode.StatusLine;
using Keepalive.Workers;

namespace Keepalive.Host.Verbs;

/// <summary>This program again, as a worker.</summary>
internal sealed class WorkerCommand : IWorkerProgram
{
    public static WorkerCommand Instance { get; } = new();

    public static WorkerLauncher For(string profile) => For(WorkerLauncher.Verb, profile);

    public IWorkerLauncher LauncherOf(string verb, string profile) => For(verb, profile);

    public static OtherStatusLineLauncher OfStatusLine()
    {
        (string program, string[] self) = Self();
        return new OtherStatusLineLauncher(program, self);
    }

    private static WorkerLauncher For(string verb, string profile)
    {
        (string program, string[] self) = Self();
        return WorkerLauncher.For(program, verb, profile, self);
    }

    private static (string Program, string[] Before) Self()
    {
        string program = Environment.ProcessPath ?? throw new InvalidOperationException("The path of this program is unknown.");

        // 'dotnet claude-aws.dll' instead of the program itself.
        bool isMuxer = Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        return (program, isMuxer ? [Path.GetFullPath(Environment.GetCommandLineArgs()[0])] : []);
    }
}
