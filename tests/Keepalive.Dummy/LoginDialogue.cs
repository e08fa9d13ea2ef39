using System.Security.Cryptography;
using System.Text;

namespace Keepalive.Dummy;

/// <summary>
/// <c>login-tool TOOL OUTCOME STYLE HASH CREDENTIALS</c>: a login tool's dialogue. Exits with 0 when all went well, and has then written a key. It knows
/// the password by its SHA-256 alone, so that nobody can find the password on its command line.
/// </summary>
internal sealed class LoginDialogue(TerminalUser user, LoginStyle style, string outcome, string passwordHash, string credentials)
{
    private const int Failed = 3;
    private const int CodeLength = 6;

    /// <summary>Longer than a driver waits before it takes a row for a prompt.</summary>
    private static readonly TimeSpan BetweenHalves = TimeSpan.FromMilliseconds(200);

    /// <summary>A key that tells no end.</summary>
    private const string Keys = "[work]\naws_access_key_id = ASIAQAAAAAAAAAAAAAAA\naws_secret_access_key = not/a/real/secret/just/forty/letters1\naws_session_token = planted-session-token\n";

    private readonly StyledTerminal _terminal = new(user, style);

    internal static int Run(TerminalUser user, string[] arguments) => arguments is [var tool, var outcome, var style, var hash, var credentials]
        ? new LoginDialogue(user, Enum.Parse<LoginStyle>(style), outcome, hash, credentials).Run(LoginTools.Find(tool))
        : 64;

    private int Run(LoginTool tool)
    {
        switch (outcome)
        {
            case "riddle":
                _terminal.Ask(new ToolStep(ToolStepKind.Anything, "Favourite colour: "));
                return 0;
            case "hang":
                Thread.Sleep(Timeout.Infinite);
                return 0;
            case "flood":
                Flood(rows: 50_000);
                break;
            case "flood-40-mb":
                Flood(rows: 800_000);
                break;
            case "die":
                user.Write("Traceback (most recent call last):\nKeyError: 'AKIAIOSFODNN7EXAMPLE'");
                return 7;
        }

        tool.Failures.TryGetValue(outcome, out ToolFailure? failure);
        foreach (ToolStep step in Steps(tool))
        {
            if (!TryTake(step, tool))
            {
                return Failed;
            }

            if (step.Kind == failure?.After)
            {
                _terminal.Say(failure.Text);
                return Failed;
            }
        }

        File.WriteAllText(credentials, Keys);
        _terminal.Say(tool.Done);
        return 0;
    }

    private ToolStep[] Steps(LoginTool tool)
    {
        if (!tool.Variants.TryGetValue(outcome, out ToolStep[]? variant))
        {
            return tool.Steps;
        }

        int password = Array.FindIndex(tool.Steps, step => step.Kind == ToolStepKind.Password);
        int role = Array.FindIndex(tool.Steps, step => step.Kind is ToolStepKind.Number or ToolStepKind.Arrows || step.Text.Contains("Admin", StringComparison.Ordinal));
        return [.. tool.Steps.Take(password + 1), .. variant, .. tool.Steps.Skip(role)];
    }

    private bool TryTake(ToolStep step, LoginTool tool)
    {
        switch (step.Kind)
        {
            case ToolStepKind.Say:
                _terminal.Say(step.Text);
                return true;
            case ToolStepKind.Halves:
                string[] halves = step.Text.Split('|');
                user.Write(halves[0]);
                Thread.Sleep(BetweenHalves);
                user.Write(halves[1]);
                return true;
            case ToolStepKind.Password:
                return TryPassword(step, tool);
            case ToolStepKind.Code when outcome == "code-again":
                _terminal.Ask(step);
                _terminal.Ask(step);
                return false;
            case ToolStepKind.Arrows when step.Options.Length > 0:
                using (user.WithoutEcho())
                {
                    return new ArrowMenu(user, step.Text.TrimStart('?', ' '), step.Options).Choose() == step.Options[^1];
                }

            case ToolStepKind.Arrows:
                string[] roles = outcome == "long-list"
                    ? [.. Enumerable.Range(0, 20).Select(number => $"Team{number:00}"), "AdminReadOnly", "Admin", "Zoo"]
                    : outcome == "other-roles" ? ["One", "Two"] : ["Other", "AdminReadOnly", "Admin"];
                using (user.WithoutEcho())
                {
                    return new ArrowMenu(user, step.Text.TrimStart('?', ' '), [.. roles.Select(role => $"Account: acme (123456789012) / {role}")])
                        .Choose().EndsWith("/ Admin", StringComparison.Ordinal);
                }

            default:
                string typed = _terminal.Ask(step);
                return step.Kind switch
                {
                    _ when step.Wanted is { } wanted => typed == wanted,
                    ToolStepKind.Code => typed.Length == CodeLength,
                    ToolStepKind.Number => tool.Steps.Concat(Steps(tool)).Any(other => other.Text.Split('\n').Any(row => IsOption(row, typed))),
                    ToolStepKind.User => typed is "me" or "",
                    _ => true,
                };
        }
    }

    private bool TryPassword(ToolStep step, LoginTool tool)
    {
        for (int attempt = 0; attempt < 2; attempt++)
        {
            string typed = _terminal.Ask(step);
            if (outcome == "tells-secrets")
            {
                _terminal.Say($"POST https://idp.example/?password={Uri.EscapeDataString(typed)} as {typed}\n{Keys}");
            }

            string hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(typed)));
            if (string.Equals(hash, passwordHash, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }

            if (outcome != "password-again")
            {
                break;
            }
        }

        _terminal.Say(tool.WrongPassword);
        return false;
    }

    /// <summary>A row that offers the role Admin by that number.</summary>
    private static bool IsOption(string row, string number)
    {
        string[] words = row.Split([' ', '[', ']', '/'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 1 && words[0] == number && words[^1] == "Admin";
    }

    private void Flood(int rows)
    {
        byte[] row = Encoding.UTF8.GetBytes("a row of a tool that does not know when to stop...\n");
        byte[] chunk = [.. Enumerable.Repeat(row, 100).SelectMany(bytes => bytes)];
        for (int written = 0; written < rows; written += 100)
        {
            user.Write(chunk);
        }
    }
}
