using System.Diagnostics;

namespace Keepalive.Sandbox.IdentityTool;

/// <summary>
/// What the fake identity tool believes: the account's password, and what the person's phone says. A folder, so that the tool finds it in a
/// process of its own and the story can change it meanwhile.
/// </summary>
/// <param name="folder">The folder.</param>
internal sealed class IdentityProvider(string folder)
{
    private const string Gone = "gone";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    public string Folder { get; } = Directory.CreateDirectory(folder).FullName;

    /// <summary>The password that the account has now.</summary>
    public string Password
    {
        get => File.ReadAllText(PathOf("password"));
        set => File.WriteAllText(PathOf("password"), value);
    }

    /// <summary>The result of each start of the tool, one line each; a line without further words is a start that failed.</summary>
    public IReadOnlyList<string> Runs => File.Exists(PathOf("runs")) ? [.. File.ReadAllLines(PathOf("runs")).Where(line => line.Length > 0)] : [];

    /// <summary>Begins the line itself: a tool that is ended after its failure text would not end the line before.</summary>
    public void RecordStart() => File.AppendAllText(PathOf("runs"), "\nstarted");

    public void RecordRole(string role) => File.AppendAllText(PathOf("runs"), " " + role);

    /// <summary>The person taps a number, or anything else to deny.</summary>
    public void Tap(string answer)
    {
        string temporary = PathOf("phone.new");
        File.WriteAllText(temporary, answer);
        File.Move(temporary, PathOf("phone"), overwrite: true);
    }

    /// <summary>No further confirmation on the phone will come.</summary>
    public void HangUp() => Tap(Gone);

    /// <summary>The confirmation on the phone after this call; null if there is none.</summary>
    public string? AwaitTap()
    {
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < Limit; Thread.Sleep(BetweenLooks))
        {
            if (File.Exists(PathOf("phone")))
            {
                string answer = File.ReadAllText(PathOf("phone"));
                File.Delete(PathOf("phone"));
                return answer == Gone ? null : answer;
            }

            if (!Directory.Exists(Folder))
            {
                return null;
            }
        }

        return null;
    }

    private string PathOf(string name) => Path.Combine(Folder, name);
}
