using System.Runtime.InteropServices;
using System.Security;
using System.Text;

namespace Keepalive.Desktop.Companion;

/// <summary>The lines that answer the companion's questions.</summary>
internal static class AnswerLine
{
    private const int LongestEscape = 6;

    public static byte[] Of(bool answer, bool whatIf = false) => Ascii($"{{\"answer\":{(answer ? "true" : "false")},\"whatIf\":{(whatIf ? "true" : "false")}}}\n");

    public static byte[] Choice(int index) => Ascii($"{{\"choice\":\"{index}\"}}\n");

    /// <summary>There is no answer.</summary>
    public static byte[] None => Ascii("{}\n");

    public static byte[] Fault(string words, bool isUnavailable = false)
    {
        var json = new StringBuilder("{\"fault\":");
        JsonText.Append(json, words);
        return Ascii(json.Append(isUnavailable ? ",\"unavailable\":true}\n" : "}\n").ToString());
    }

    /// <summary>Decodes a secret only into the line. The sender of the line zeroes it.</summary>
    public static byte[] Secret(SecureString secret)
    {
        IntPtr characters = Marshal.SecureStringToGlobalAllocUnicode(secret);
        try
        {
            return Secret(index => (char)Marshal.ReadInt16(characters, 2 * index), secret.Length);
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(characters);
        }
    }

    public static byte[] Secret(string text) => Secret(index => text[index], text.Length);

    private static byte[] Secret(Func<int, char> sign, int count)
    {
        const string Before = "{\"secret\":\"";
        const string After = "\"}";
        byte[] line = new byte[Before.Length + (count * LongestEscape) + After.Length + 1];
        int length = Encoding.ASCII.GetBytes(Before, 0, Before.Length, line, 0);
        for (int index = 0; index < count; index++)
        {
            length = Append(line, length, sign(index));
        }

        length += Encoding.ASCII.GetBytes(After, 0, After.Length, line, length);

        // Blanks up to the line end, so that the array is the line and nothing has to be copied.
        for (; length < line.Length - 1; length++)
        {
            line[length] = (byte)' ';
        }

        line[length] = (byte)'\n';
        return line;
    }

    private static int Append(byte[] line, int length, char sign)
    {
        if (JsonText.IsPlain(sign))
        {
            line[length] = (byte)sign;
            return length + 1;
        }

        const string Digits = "0123456789abcdef";
        line[length] = (byte)'\\';
        line[length + 1] = (byte)'u';
        for (int digit = 0; digit < 4; digit++)
        {
            line[length + 2 + digit] = (byte)Digits[(sign >> (12 - (4 * digit))) & 0xF];
        }

        return length + LongestEscape;
    }

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);
}
