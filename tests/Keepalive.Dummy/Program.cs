using System.Globalization;
using System.Text;
using Keepalive.Dummy;

if (WithConsole.IsPowerShell)
{
    // In the place of Windows PowerShell, which Wine lacks: the newer one has the same way with a line and with its status.
    return await WithConsole.RunAsync(WithConsole.PowerShell, args);
}

if (args.ElementAtOrDefault(0) == "at-terminal")
{
    return Dialogues.Run(args[1..]);
}

// A child for tests: one verb, one behaviour. What it says is UTF-8 with "\n" on every platform.
using StreamWriter output = new(Console.OpenStandardOutput(), new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };
string verb = args.ElementAtOrDefault(0) ?? "";
switch (verb)
{
    case "echo-args":
        // Between brackets, so that an empty argument and one with blanks at its ends can be seen.
        foreach (string argument in args[1..])
        {
            output.WriteLine($"[{argument}]");
        }

        return 0;

    case "keep-last":
        // keep-last FILE ...: writes its last argument there.
        File.WriteAllText(args[1], args[^1]);
        return 0;

    case "exit":
        return int.Parse(args[1], CultureInfo.InvariantCulture);

    case "print-pid":
        output.WriteLine(Environment.ProcessId);
        return 0;

    case "print-env":
        output.WriteLine(Environment.GetEnvironmentVariable(args[1]) ?? "(unset)");
        return 0;

    case "print-directory":
        output.WriteLine(Environment.CurrentDirectory);
        return 0;

    case "print-fds":
        foreach (FileInfo descriptor in new DirectoryInfo("/proc/self/fd").EnumerateFiles())
        {
            output.WriteLine($"{descriptor.Name} {descriptor.LinkTarget}");
        }

        return 0;

    case "print-session":
        output.WriteLine($"{Environment.ProcessId} {Descendants.Session()}");
        return 0;

    case "has-tty":
        output.WriteLine(Descendants.HasTerminal() ? "yes" : "no");
        return 0;

    case "stdin-eof":
        using (Stream input = Console.OpenStandardInput())
        {
            int count = 0;
            while (input.ReadByte() >= 0)
            {
                count++;
            }

            output.WriteLine(count);
        }

        return 0;

    case "write-error":
        Console.Error.Write(new string('e', int.Parse(args[1], CultureInfo.InvariantCulture)));
        output.WriteLine("done");
        return 0;

    case "write":
        output.Write(new string('x', int.Parse(args[1], CultureInfo.InvariantCulture)));
        return 0;

    case "print-file":
        // print-file FILE [STATUS [ERRORS]]: what the file holds, byte for byte, as a password manager prints a secret; then, on standard error, another file.
        using (Stream raw = Console.OpenStandardOutput())
        {
            raw.Write(File.ReadAllBytes(args[1]));
        }

        using (Stream raw = Console.OpenStandardError())
        {
            raw.Write(args.Length > 3 ? File.ReadAllBytes(args[3]) : []);
        }

        return args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 0;

    case "flood":
        while (true)
        {
            output.Write("a line of a program that does not know when to stop\n");
        }

    case "secret":
        return await SecretCommand.RunAsync(args[1..], output);

    case "hold-lock":
        // As Core's FileLock does, until it is killed.
        using (new FileStream(args[1], FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            output.WriteLine("held");
            Thread.Sleep(Timeout.Infinite);
        }

        return 0;

    case "-c":
        // -c "PROGRAM WORD ...": the least that a shell does with a line.
        return Client.RunWords(args[1].Split(' '));

    case "with-console":
        // with-console PROGRAM ARGUMENT ...: with a console that nobody sees, as node gives one.
        return await WithConsole.RunAsync(args[1], args[2..]);

    case "client":
        // client COMMAND: runs it as Claude Code runs its helpers, through sh, its input open and never written to.
        return Client.Run(args[1], closesInput: false);

    case "client-that-closes":
        return Client.Run(args[1], closesInput: true);

    // These write their process ids, one a line, to the file args[1]: the test reads them while they run.
    case "hang":
        return Descendants.Hang(args[1]);

    case "hang-ignoring-term":
        return Descendants.HangIgnoringTerm(args[1]);

    case "hang-ignoring-int":
        return Descendants.HangIgnoringInterrupts(args[1]);

    case "hang-in-own-group":
        return Descendants.HangInOwnGroup(args[1]);

    case "hang-in-own-session":
        return Descendants.HangInOwnSession(args[1]);

    case "spawn-daemon":
        return Descendants.SpawnDaemon(args[1]);

    case "hang-deaf-in-own-session":
        return Descendants.HangDeafInOwnSession(args[1]);

    case "spawn":
        // spawn FILE VERB: a grandchild with that verb, and hangs as well.
        return Descendants.Spawn(args[1], args[2], thenHang: true);

    case "spawn-and-exit":
        return Descendants.Spawn(args[1], args[2], thenHang: false);

    case "sign-in-worker":
        // sign-in-worker APPROVED: a real worker of the product against a stand-in service, which approves once that file exists.
        return await SignInWorkerProcess.RunAsync(args[1], args[2..]);

    default:
        Console.Error.WriteLine($"Keepalive.Dummy: what is '{verb}'?");
        return 64;
}
