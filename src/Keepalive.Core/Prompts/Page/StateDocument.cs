using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Keepalive.Platform.Json;

namespace Keepalive.Prompts.Page;

/// <summary>The state of a sign-in's questions as JSON, for the page and for other processes.</summary>
internal static class StateDocument
{
    private const int MostSeconds = 24 * 60 * 60;

    /// <summary>Writes it.</summary>
    /// <param name="state">The state.</param>
    /// <param name="now">The time: a page's clock may be another one, so the time left is told.</param>
    public static byte[] Write(BoardState state, DateTimeOffset now)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("version", state.Version);
            json.WriteString("tool", VisibleText.Line(state.Tool));
            json.WriteString("profile", VisibleText.Line(state.Profile));
            json.WriteString("progress", VisibleText.Line(state.Progress));
            json.WriteBoolean("isEnded", state.IsEnded);
            json.WriteBoolean("isPageOpen", state.IsPageOpen);
            if (state.Question is { } open)
            {
                json.WriteStartObject("question");
                json.WriteString("id", open.Id);
                json.WriteNumber("secondsLeft", SecondsUntil(open.Ends, now));
                WriteQuestion(json, open.Question);
                json.WriteEndObject();
            }

            if (state.Notice is { } notice)
            {
                json.WriteStartObject("notice");
                json.WriteNumber("secondsLeft", SecondsUntil(state.NoticeEnds ?? now, now));
                WriteQuestion(json, notice);
                json.WriteEndObject();
            }

            if (state.Failure is { } failure)
            {
                json.WriteStartObject("failure");
                json.WriteString("code", failure.Code);
                json.WriteString("message", failure.Message);
                json.WriteString("advice", failure.Advice);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads it; null if it is not whole.</summary>
    /// <param name="content">The bytes.</param>
    /// <param name="now">The time, from which the time left counts.</param>
    public static BoardState? Read(ReadOnlySpan<byte> content, DateTimeOffset now)
    {
        if (JsonContent.Read(content) is not { } json || json.Number("version", 0, long.MaxValue) is not { } version
            || json.Text("tool") is not { } tool || json.Text("profile") is not { } profile)
        {
            return null;
        }

        OpenQuestion? question = null;
        if (json["question"] is JsonObject open)
        {
            if (open.Text("id") is not { } id || open.Number("secondsLeft", 0, MostSeconds) is not { } left || ReadQuestion(open, tool, profile) is not { } words)
            {
                return null;
            }

            question = new OpenQuestion(id, words, now.AddSeconds(left));
        }

        return new BoardState
        {
            Version = version,
            Tool = tool,
            Profile = profile,
            Question = question,
            Notice = json["notice"] is JsonObject notice ? ReadQuestion(notice, tool, profile) : null,
            NoticeEnds = (json["notice"] as JsonObject)?.Number("secondsLeft", 0, MostSeconds) is { } seconds ? now.AddSeconds(seconds) : null,
            Progress = json.Text("progress"),
            IsEnded = json.Flag("isEnded") ?? false,
            IsPageOpen = json.Flag("isPageOpen") ?? false,
            Failure = json["failure"] is JsonObject failure
                ? new KeepaliveException(failure.Text("code") ?? KeepaliveErrorCode.AnswerNotGiven, failure.Text("message") ?? string.Empty, failure.Text("advice") ?? string.Empty, profile)
                : null,
        };
    }

    private static int SecondsUntil(DateTimeOffset end, DateTimeOffset now) => Math.Clamp((int)Math.Ceiling((end - now).TotalSeconds), 0, MostSeconds);

    private static void WriteQuestion(Utf8JsonWriter json, Question question)
    {
        json.WriteString("kind", question.Kind.ToString());
        json.WriteString("words", VisibleText.Line(question.Words));
        json.WriteString("complaint", VisibleText.Line(question.Complaint));
        json.WriteBoolean("isCut", question.IsCut);
        json.WriteString("code", VisibleText.Line(question.Code));
        json.WriteString("address", question.Address is { Scheme: "https" } address ? address.AbsoluteUri : null);
        json.WriteStartArray("options");
        foreach (string option in question.Options)
        {
            json.WriteStringValue(option); // As it is: the answer has to be the same text.
        }

        json.WriteEndArray();
        json.WriteStartArray("rows");
        foreach (string row in question.Rows)
        {
            json.WriteStringValue(VisibleText.Line(row));
        }

        json.WriteEndArray();
    }

    private static Question? ReadQuestion(JsonObject json, string tool, string profile) =>
        json.Word<QuestionKind>("kind") is { } kind && json.Texts("options") is { } options && json.Texts("rows") is { } rows
            ? new Question
            {
                Kind = kind,
                Words = json.Text("words") ?? string.Empty,
                Tool = tool,
                Profile = profile,
                Options = options,
                Rows = rows,
                Complaint = json.Text("complaint"),
                IsCut = json.Flag("isCut") ?? false,
                Address = Uri.TryCreate(json.Text("address"), UriKind.Absolute, out Uri? address) && address.Scheme == Uri.UriSchemeHttps ? address : null,
                Code = json.Text("code"),
            }
            : null;
}
