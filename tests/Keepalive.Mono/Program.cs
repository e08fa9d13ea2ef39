using System.Security;
using Keepalive.Desktop.Companion;

namespace Keepalive.Mono;

/// <summary>Talks to the companion: Keepalive.Mono.exe WHAT PROGRAM.</summary>
internal static class Program
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private static int Main(string[] arguments)
    {
        switch (arguments[0])
        {
            case "session":
                return Follow(arguments[1], "{\"protocol\":1,\"cmdlet\":\"Get-ClaudeAwsSession\",\"parameters\":{\"All\":true}}", AnswerLine.None);
            case "refuse":
                return Follow(arguments[1], "{\"protocol\":1,\"cmdlet\":\"Set-ClaudeAwsConfiguration\",\"parameters\":{\"Name\":\"warnMinutes\",\"Value\":\"7\"}}", AnswerLine.Of(false));
            case "agree":
                return Follow(arguments[1], "{\"protocol\":1,\"cmdlet\":\"Set-ClaudeAwsConfiguration\",\"parameters\":{\"Name\":\"warnMinutes\",\"Value\":\"7\"}}", AnswerLine.Of(true));
            case "secret":
                using (var secret = new SecureString())
                {
                    foreach (char sign in "p\"ä\\€")
                    {
                        secret.AppendChar(sign);
                    }

                    Console.WriteLine(JsonText.Read(System.Text.Encoding.ASCII.GetString(AnswerLine.Secret(secret))).Text("secret") == "p\"ä\\€" ? "the same" : "another");
                    return 0;
                }

            default:
                return Stop(arguments[1]);
        }
    }

    private static int Follow(string program, string request, byte[] answer)
    {
        using var conversation = CompanionConversation.Start([program], request);
        while (!conversation.HasEnded)
        {
            if (conversation.Take(s_patience) is not { } message)
            {
                continue;
            }

            Console.WriteLine($"{message.Text("kind")} {message.Object("value")?.Text("Profile")}{message.Object("value")?.Text("Verdict")}".TrimEnd());
            if (message.Text("kind") == "process")
            {
                conversation.Answer((byte[])answer.Clone());
            }
        }

        return conversation.Finish().Status;
    }

    /// <summary>Begins a credential that never comes, and disposes of the conversation.</summary>
    private static int Stop(string program)
    {
        var conversation = CompanionConversation.Start([program], "{\"protocol\":1,\"cmdlet\":\"Get-ClaudeAwsCredential\",\"parameters\":{\"Timeout\":\"00:10:00\"}}");
        while (conversation.Take(s_patience)?.Text("kind") is not ("activity" or null))
        {
            // Until it waits for the source.
        }

        conversation.Dispose();
        Console.WriteLine("stopped");
        return 0;
    }
}
