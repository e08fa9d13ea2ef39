namespace Keepalive.Host.Verbs;

/// <summary>Where this program lies.</summary>
internal static class OwnProgram
{
    /// <summary>The executable; null when the runtime was started with our assembly and there is none beside it.</summary>
    public static string? Path
    {
        get
        {
            string? program = Environment.ProcessPath;
            if (program is not null && !System.IO.Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase))
            {
                return program;
            }

            string beside = System.IO.Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "claude-aws.exe" : "claude-aws");
            return File.Exists(beside) ? beside : null;
        }
    }
}
