using System.Diagnostics;
using System.Globalization;

namespace Keepalive.Benchmarks;

/// <summary>A home whose profile <c>work</c> signs in by a tool of ours, with its password in a plain file, for either way to drive it.</summary>
internal sealed class LoginHome : IDisposable
{
    private const string Password = "correct horse Battery 7 staple";

    private readonly string _folder = Directory.CreateTempSubdirectory("keepalive-benchmark-").FullName;

    public LoginHome(string companion)
    {
        File.WriteAllText(PasswordFile, Password);
        Environment = new()
        {
            ["HOME"] = _folder,
            ["PATH"] = System.Environment.GetEnvironmentVariable("PATH") ?? string.Empty,
            ["LANG"] = "C.UTF-8",
            ["AWS_SHARED_CREDENTIALS_FILE"] = Credentials,
            ["CLAUDE_AWS_CONFIG"] = Configuration,
            ["CLAUDE_AWS_STATE"] = Path.Combine(_folder, "state"),
            ["CLAUDE_AWS_SECRET_STORE"] = "plaintext",
        };
        Configure("getpass");
        var start = new ProcessStartInfo(companion, ["secret", "set", "--stdin", "--profile", "work"]) { RedirectStandardInput = true, RedirectStandardError = true };
        start.Environment.Clear();
        foreach ((string name, string value) in Environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        process.StandardInput.Write(Password);
        process.StandardInput.Close();
        process.WaitForExit();
    }

    public Dictionary<string, string> Environment { get; }

    public string PasswordFile => Path.Combine(_folder, "password");

    private string Configuration => Path.Combine(_folder, "config.json");

    private string Credentials => Path.Combine(_folder, "credentials");

    private string Times => Path.Combine(_folder, "times");

    public string[] Tool(string order) => [System.Environment.ProcessPath!, "tool", order, Times, Credentials];

    public void Configure(string order)
    {
        File.WriteAllText(Configuration, $$"""
            { "recipe": "mine", "loginUser": "me", "loginRole": "Admin",
              "recipes": { "mine": { "extends": "gimme-aws-creds", "command": ["{{string.Join("\", \"", Tool(order))}}"] } } }
            """);
        File.SetLastWriteTimeUtc(Configuration, DateTime.UtcNow.AddHours(-1)); // A file of this moment is read twice.
    }

    public void ForgetAnswers() => File.Delete(Times);

    /// <summary>What the tool has noted, in the order in which the programs took turns.</summary>
    /// <param name="programs">Their names.</param>
    /// <param name="output">Where to.</param>
    public void PrintNotes(string[] programs, TextWriter output)
    {
        double[][] notes = [.. File.ReadAllLines(Times).Select(line => line.Split(' ').Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray())];
        output.WriteLine("\n| as the tool saw it | echo off to password, median ms | max | whole dialogue, median ms | max |\n|---|---:|---:|---:|---:|");
        for (int program = 0; program < programs.Length; program++)
        {
            double[][] own = [.. notes.Where((_, index) => index % programs.Length == program).Skip(1)]; // The first warms the disk.
            output.WriteLine($"| {programs[program]} | {Column(own, 0)} | {Column(own, 1)} |");
        }
    }

    private static string Column(double[][] notes, int column)
    {
        double[] sorted = [.. notes.Select(note => note[column]).Order()];
        return string.Create(CultureInfo.InvariantCulture, $"{sorted[sorted.Length / 2]:0.00} | {sorted[^1]:0.00}");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
