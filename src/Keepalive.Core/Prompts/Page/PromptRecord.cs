using System.Buffers;
using System.Text.Json;
using Keepalive.Platform.Files;
using Keepalive.Platform.Json;
using Keepalive.Platform.Processes;

namespace Keepalive.Prompts.Page;

/// <summary>An owner-only file that tells other processes of the same user where a sign-in is asking, and lets them in.</summary>
internal sealed record PromptRecord
{
    private const int MaximumLength = 16 * 1024;
    private const string Suffix = ".json";
    private const string EntranceSuffix = ".html";

    /// <summary>A random name.</summary>
    public required string Id { get; init; }

    public required int Port { get; init; }

    public required PageKey Key { get; init; }

    public required string Profile { get; init; }

    public required string Tool { get; init; }

    /// <summary>The sign-in worker that asks.</summary>
    public required int WorkerId { get; init; }

    /// <summary>Tells it from a later process of the same number.</summary>
    public required long WorkerStarted { get; init; }

    /// <summary>Where the number counts: a home may be shared by several containers.</summary>
    public required long Machine { get; init; }

    public static string PathOf(SystemEnvironment environment, string id) => StatePaths.Of(environment, StatePaths.Prompts, id + Suffix);

    /// <summary>The file that sends a browser to the page.</summary>
    public static string EntrancePathOf(SystemEnvironment environment, string id) => StatePaths.Of(environment, StatePaths.Prompts, id + EntranceSuffix);

    /// <exception cref="IOException">It can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void Write(SystemEnvironment environment)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("port", Port);
            json.WriteString("key", Key.Text);
            json.WriteString("profile", Profile);
            json.WriteString("tool", Tool);
            json.WriteNumber("workerId", WorkerId);
            json.WriteNumber("workerStarted", WorkerStarted);
            json.WriteNumber("machine", Machine);
            json.WriteEndObject();
        }

        AtomicFile.CreateFolder(StatePaths.Of(environment, StatePaths.Prompts));
        AtomicFile.CloseFolder(StatePaths.Of(environment, StatePaths.Prompts));
        AtomicFile.Write(PathOf(environment, Id), buffer.WrittenSpan, survivesPowerLoss: false);
    }

    /// <summary>The records of workers that are alive. What killed workers have left is removed.</summary>
    public static IReadOnlyList<PromptRecord> FindLive(SystemEnvironment environment, TimeProvider clock)
    {
        List<PromptRecord> live = [];
        try
        {
            string folder = StatePaths.Of(environment, StatePaths.Prompts);
            foreach (string path in Directory.Exists(folder) ? Directory.GetFiles(folder) : [])
            {
                string id = Path.GetFileNameWithoutExtension(path);
                if (path.EndsWith(Suffix, StringComparison.Ordinal))
                {
                    Look(environment, id, clock, live);
                }
                else if (path.EndsWith(EntranceSuffix, StringComparison.Ordinal) && !File.Exists(PathOf(environment, id)))
                {
                    File.Delete(path); // The record is written before it and removed after it.
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Nothing more can be found out. The next one tries again.
        }

        return live;
    }

    /// <summary>Removes the record and the way to its page.</summary>
    public static void Remove(SystemEnvironment environment, string id)
    {
        foreach (string path in (string[])[EntrancePathOf(environment, id), PathOf(environment, id)])
        {
            try
            {
                File.Delete(path);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // The next server removes it. Its key opens nothing any more.
            }
        }
    }

    private static void Look(SystemEnvironment environment, string id, TimeProvider clock, List<PromptRecord> live)
    {
        string path = PathOf(environment, id);
        PromptRecord? record = Read(path, id, clock);
        if (record is not null && record.Machine == TemporaryWriter.ThisMachine && ProcessOrigin.Of(record.WorkerId)?.Started == record.WorkerStarted)
        {
            live.Add(record);
        }
        else if (record?.Machine == TemporaryWriter.ThisMachine || clock.GetUtcNow() - File.GetLastWriteTimeUtc(path) > 2 * Question.LongestLimit)
        {
            Remove(environment, id);
        }
    }

    private static PromptRecord? Read(string path, string id, TimeProvider clock)
    {
        try
        {
            return FileSnapshot.ReadOwn(path, MaximumLength, clock) is { Exists: true } file
                && JsonContent.Read(file.Content.Span) is { } json
                && json.Number("port", 1, ushort.MaxValue) is { } port
                && PageKey.Parse(json.Text("key")) is { } key
                && json.Number("workerId", 1, int.MaxValue) is { } worker
                    ? new PromptRecord
                    {
                        Id = id,
                        Port = (int)port,
                        Key = key,
                        Profile = json.Text("profile") ?? string.Empty,
                        Tool = json.Text("tool") ?? string.Empty,
                        WorkerId = (int)worker,
                        WorkerStarted = json.Number("workerStarted", long.MinValue, long.MaxValue) ?? 0,
                        Machine = json.Number("machine", 0, uint.MaxValue) ?? 0,
                    }
                    : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
