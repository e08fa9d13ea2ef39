using System.Text;

namespace Keepalive.Core.Tests.ClaudeCode.Installation;

/// <summary>Two hundred settings files as people have them: twenty shapes, ten ways of writing each.</summary>
internal static class RealWorldSettings
{
    private static readonly string[] Shapes =
    [
        "{}",
        "{\n}\n",
        "{ }\n",
        """
        {
          "model": "opus"
        }

        """,
        """
        {
          // Settings of mine
          "$schema": "https://json.schemastore.org/claude-code-settings.json",
          "env": {
            "CLAUDE_CODE_USE_BEDROCK": "1", // Bedrock
            "AWS_REGION": "eu-west-1"
          }
        }

        """,
        """
        {
          "env": { "CLAUDE_CODE_USE_BEDROCK": "1" },
          "permissions": { "allow": ["Bash(git:*)", "Read"], "deny": [] },
        }
        """,
        """
        {
          "hooks": {
            "UserPromptSubmit": [
              {
                "hooks": [
                  { "type": "command", "command": "node ~/hooks/context.mjs", "timeout": 5 }
                ]
              }
            ],
            "Stop": []
          },
          "statusLine": {
            "type": "command",
            "command": "node ~/.claude/hud/omc-hud.mjs",
            "padding": 0
          }
        }

        """,
        """
        {
          "statusLine": { "type": "command", "command": "~/bin/line.sh", "refreshInterval": 5 },
          "awsAuthRefresh": "aws sso login --profile work", // the old way
          "awsCredentialExport": "node /opt/cc/aws-cred-export.mjs"
        }
        """,
        """
        {"env":{"AWS_REGION":"us-east-1"},"hooks":{"SessionStart":[{"matcher":"startup","hooks":[{"type":"command","command":"echo"}]}]}}
        """,
        """
        {
          "hooks": {}, /* none
          yet */
          "env": {},
          "statusLine": null
        }
        """,
        """
        {
          "model": "opus",
          "model": "sonnet",
          "env": { "A": "1" },
          "env": { "A": "2" }
        }
        """,
        """
        {
          "hooks": {
            "UserPromptSubmit": [],
            "SessionStart": [{ "hooks": [] }],
            // "FileChanged": []
            "StopFailure": [ /* later */ ]
          }
        }
        """,
        """
        {
          "mcpServers": { "é ✓ 😀": { "command": "npx", "args": ["-y", "x"], "env": { "API_TOKEN": "t" } } }
          , "enabledPlugins": { "x@mkt": true }
          , "permissions": {}
        }
        """,
        """
        { "model": "opus"

          // the end
        }
        """,
        """
        {

          "a": [1, 2.5e3, -0, true, null, "\u00e9\n"],


          "b": {"c": {"d": {"e": {"f": []}}}}

        }


        """,
        "// nothing yet\n",
        "// nothing yet\n",
        """
        {
          "env": {
            "AWS_PROFILE": "work"
          }
        }
        """,
        """
        {
          "hooks": {
            "PreToolUse": [{ "matcher": "Bash", "hooks": [{ "type": "command", "command": "jq ." }] }]
          } // hooks
        } // settings
        """,
        """
        {
          "statusLine": {
            "type": "command",
            "command": "node \"C:\\Users\\me\\.claude\\hud\\omc-hud.mjs\"" // the HUD
          },
          "spinnerTipsEnabled": false
        }
        """,
    ];

    private static readonly (string Name, Func<string, string> Write)[] Habits =
    [
        ("as it is", static text => text),
        ("byte order mark", static text => "\uFEFF" + text),
        ("CRLF", static text => text.Replace("\n", "\r\n", StringComparison.Ordinal)),
        ("CR", static text => text.Contains("//", StringComparison.Ordinal) ? text.Replace("\n", "\r", StringComparison.Ordinal) : text.Replace('\n', '\r')),
        ("mixed line ends", static text => string.Concat(text.Split('\n').Select(static (line, index) => line + (index % 2 == 0 ? "\n" : "\r\n")))),
        ("tabs", static text => text.Replace("  ", "\t", StringComparison.Ordinal)),
        ("four spaces", static text => text.Replace("  ", "    ", StringComparison.Ordinal)),
        ("white space at the ends", static text => "\n\n  " + text + "  \n\t\n"),
        ("comments around", static text => "// first\n/* second */" + text + "\n// last"),
        ("no last line end, tabs and CRLF", static text => "\uFEFF" + text.TrimEnd('\n').Replace("\n", "\r\n", StringComparison.Ordinal).Replace("  ", "\t", StringComparison.Ordinal)),
    ];

    public static IEnumerable<(string Name, byte[] Content)> All() =>
        from shape in Shapes.Select((text, index) => (text: text.ReplaceLineEndings("\n"), index))
        from habit in Habits
        select ($"shape {shape.index}, {habit.Name}", Encoding.UTF8.GetBytes(habit.Write(shape.text)));
}
