using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Keepalive.Benchmarks;

/// <summary>
/// <c>tool ORDER TIMES CREDENTIALS</c>: asks as gimme-aws-creds does, writes a new key, and notes how long after the echo had gone the password was there,
/// and how long all took. ORDER is <c>getpass</c> (echo off, then the prompt), <c>late</c> (the other way round) or <c>silent</c>.
/// </summary>
internal static unsafe partial class LoginTool
{
    private const int SettingsRoom = 256;
    private const uint Echo = 8;
    private const int ForgettingTyped = 2;

    private static readonly FileStream s_input = new(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0);
    private static readonly FileStream s_output = new(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);

    public static int Run(string[] arguments)
    {
        long start = Stopwatch.GetTimestamp();
        (string order, string times, string credentials) = (arguments[0], arguments[1], arguments[2]);
        if (order == "silent")
        {
            return 0;
        }

        Write("Username: ");
        if (ReadLine() != "me")
        {
            return 3;
        }

        const string prompt = "Okta Password for me: ";
        if (order == "late")
        {
            Write(prompt);
        }

        byte[] before = WithoutEcho();
        long hidden = Stopwatch.GetTimestamp();
        if (order != "late")
        {
            Write(prompt);
        }

        string password = ReadLine();
        double waited = Stopwatch.GetElapsedTime(hidden).TotalMilliseconds;
        Restore(before);
        Write("\nPick a role:\n[0] arn:aws:iam::123456789012:role/Other\n[1] arn:aws:iam::123456789012:role/Admin\nSelections (comma separated): ");
        if (password.Length == 0 || ReadLine() != "1")
        {
            return 3;
        }

        // A key that was never there.
        string key = $"ASIA{Stopwatch.GetTimestamp().ToString("D16", CultureInfo.InvariantCulture)[..16]}";
        File.WriteAllText(credentials, $"[work]\naws_access_key_id = {key}\naws_secret_access_key = not/a/real/secret/just/forty/letters1\naws_session_token = t\nx_security_token_expires = 2099-01-01T00:00:00+00:00\n");
        Write("Written profile work to a file\n");
        File.AppendAllText(times, string.Create(CultureInfo.InvariantCulture, $"{waited} {Stopwatch.GetElapsedTime(start).TotalMilliseconds}\n"));
        return 0;
    }

    private static void Write(string text) => s_output.Write(Encoding.UTF8.GetBytes(text));

    private static string ReadLine()
    {
        List<byte> bytes = [];
        while (s_input.ReadByte() is var next and >= 0 and not '\n')
        {
            bytes.Add((byte)next);
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    private static byte[] WithoutEcho()
    {
        byte[] before = new byte[SettingsRoom];
        byte[] changed = new byte[SettingsRoom];
        fixed (byte* old = before, settings = changed)
        {
            _ = GetAttributes(0, old);
            before.CopyTo(changed, 0);
            uint* local = OperatingSystem.IsMacOS() ? (uint*)(((ulong*)settings) + 3) : ((uint*)settings) + 3;
            *local &= ~Echo;
            _ = SetAttributes(0, ForgettingTyped, settings);
        }

        return before;
    }

    private static void Restore(byte[] before)
    {
        fixed (byte* old = before)
        {
            _ = SetAttributes(0, ForgettingTyped, old);
        }
    }

    [LibraryImport("libc", EntryPoint = "tcgetattr")]
    private static partial int GetAttributes(int descriptor, void* settings);

    [LibraryImport("libc", EntryPoint = "tcsetattr")]
    private static partial int SetAttributes(int descriptor, int when, void* settings);
}
