using System.Text;
using System.Text.Json.Nodes;
using Keepalive.Platform.Jsonc;

namespace Keepalive.Core.Tests.Platform.Jsonc;

/// <summary>What an edit looks like: the person who reads the file afterwards would have written it so.</summary>
public sealed class JsoncEditTests
{
    [Theory]
    [InlineData("", "{\n  \"k\": 1\n}\n")]
    [InlineData("\uFEFF", "\uFEFF{\n  \"k\": 1\n}\n")]
    [InlineData("// mine", "// mine\n{\n  \"k\": 1\n}\n")]
    [InlineData("{}", "{\n  \"k\": 1\n}")]
    [InlineData("{\r\n}\r\n", "{\r\n  \"k\": 1\r\n}\r\n")]
    [InlineData("{\n  // mine\n}", "{\n  // mine\n  \"k\": 1\n}")]
    [InlineData("{\n    \"a\": 1\n}\n", "{\n    \"a\": 1,\n    \"k\": 1\n}\n")]
    [InlineData("{\n\t\"a\": 1,\n}\n", "{\n\t\"a\": 1,\n\t\"k\": 1,\n}\n")]
    [InlineData("{\n  \"a\": 1 // one\n  // two\n}", "{\n  \"a\": 1, // one\n  \"k\": 1\n  // two\n}")]
    [InlineData("{\"a\":1}", "{\"a\":1,\"k\":1}")]
    [InlineData("{ \"a\": 1 }", "{ \"a\": 1, \"k\": 1 }")]
    [InlineData("{\"a\": 1,}", "{\"a\": 1, \"k\": 1,}")]
    [InlineData("{\r  \"a\": 1\r}", "{\r  \"a\": 1,\r  \"k\": 1\r}")]
    public void A_new_member_takes_the_document_s_habits(string before, string after) =>
        Assert.Equal(after, Text(Parse(before).Set(["k"], 1)));

    [Fact]
    public void A_new_object_takes_the_document_s_indentation_and_trailing_commas() => Assert.Equal(
        "{\r\n\t\"a\": true,\r\n\t\"env\": {\r\n\t\t\"AWS_PROFILE\": \"p\",\r\n\t\t\"l\": [\r\n\t\t\t1,\r\n\t\t],\r\n\t},\r\n}",
        Text(Parse("{\r\n\t\"a\": true,\r\n}").Set(["env"], new JsonObject { ["AWS_PROFILE"] = "p", ["l"] = new JsonArray(1) })));

    [Theory]
    [InlineData("{\n  \"a\": 1, // one\n  \"b\": 2\n}", "{\n  \"b\": 2\n}")]
    [InlineData("{\n  // of a\n  \"a\": 1,\n  \"b\": 2\n}", "{\n  // of a\n  \"b\": 2\n}")]
    [InlineData("{\n  \"b\": 2,\n  \"a\": 1 // one\n}", "{\n  \"b\": 2\n}")]
    [InlineData("{\n  \"b\": 2,\n  \"a\": 1,\n}", "{\n  \"b\": 2,\n}")]
    [InlineData("{ \"a\": 1, \"b\": 2 }", "{ \"b\": 2 }")]
    [InlineData("{ \"b\": 2, \"a\": 1 }", "{ \"b\": 2 }")]
    [InlineData("{\n  \"b\": 2, // two\n  \"a\": 1 }", "{\n  \"b\": 2 // two\n   }")]
    [InlineData("{\n  \"a\": 1\n}", "{}")]
    [InlineData("{\n  // mine\n  \"a\": 1\n}", "{\n  // mine\n}")]
    [InlineData("{ \"a\": 1, \"b\": 2, \"a\": 3 }", "{ \"b\": 2 }")]
    [InlineData("{ \"b\": 2 }", "{ \"b\": 2 }")]
    public void A_member_goes_with_its_comma_and_the_comment_on_its_line(string before, string after) => Assert.Equal(after, Text(Parse(before).Remove("a")));

    [Fact]
    public void Of_duplicates_the_last_one_counts_and_changes()
    {
        JsoncDocument document = Parse("{ \"a\": 1, \"a\": 2 }");

        Assert.Equal("2", Encoding.UTF8.GetString(document.TextOf(document.Find("a")!)));
        Assert.Equal("{ \"a\": 1, \"a\": 3 }", Text(document.Set(["a"], 3)));
    }

    [Theory]
    [InlineData("{\n  \"env\": []\n}", "line 2, column 10: 'env' must be an object, but is an array")]
    [InlineData("{ \"env\": \"x\" }", "line 1, column 10: 'env' must be an object, but is a string")]
    [InlineData("\uFEFF// é\r\n [1]", "line 2, column 2: the file must be an object, but is an array")]
    public void What_is_no_object_is_refused_with_its_place(string text, string message) =>
        Assert.Equal(message, Assert.Throws<JsoncException>(() => Parse(text).Set(["env", "AWS_PROFILE"], "p")).Message);

    [Fact]
    public void What_is_no_array_is_refused_with_its_place() => Assert.Equal(
        "line 1, column 24: 'hooks.Stop' must be an array, but is an object",
        Assert.Throws<JsoncException>(() => Parse("""{ "hooks": { "Stop":   {} } }""").Append(["hooks", "Stop"], 1)).Message);

    [Theory]
    [InlineData("{\n  \"a\": 1\n  \"b\": 2\n}", 3, 3, "a comma is missing")]
    [InlineData("{ \"é😀\": tru }", 1, 9, "a value is expected")]
    [InlineData("{ \"a\": 1", 1, 1, "the object that begins here has no end")]
    [InlineData("{ a: 1 }", 1, 3, "a name in double quotes is expected")]
    [InlineData("{ \"a\" 1 }", 1, 7, "a colon is missing")]
    [InlineData("{ \"a\":", 1, 7, "the text ends where a value is expected")]
    [InlineData("{} {}", 1, 4, "there is more text after the end")]
    [InlineData("{\r\n\r\n/* x", 3, 1, "the comment has no end")]
    [InlineData("{ \"a", 1, 3, "the string has no end")]
    [InlineData("{ \"a\\q\": 1 }", 1, 5, "this escape does not exist")]
    [InlineData("{ \"a\": 012 }", 1, 8, "this is not a number")]
    [InlineData("{ \"a\": \"\t\" }", 1, 9, "a string contains a control character")]
    [InlineData("{ \"a\": / }", 1, 8, "there is a single '/'")]
    public void A_fault_is_named_with_line_and_column(string text, int line, int column, string phrase)
    {
        JsoncException fault = Assert.Throws<JsoncException>(() => Parse(text));

        Assert.Equal((line, column, phrase), (fault.Line, fault.Column, fault.Phrase));
    }

    [Fact]
    public void A_text_that_is_not_utf_8_is_refused_with_its_place()
    {
        Assert.Equal("line 1, column 1: the text is UTF-16, but must be UTF-8", Assert.Throws<JsoncException>(() => JsoncDocument.Parse(Encoding.Unicode.GetPreamble())).Message);
        Assert.Equal("line 1, column 1: the text is UTF-16, but must be UTF-8", Assert.Throws<JsoncException>(() => JsoncDocument.Parse(Encoding.BigEndianUnicode.GetBytes("{\"a\": 1}"))).Message);
        Assert.Equal("line 2, column 2: the text is not UTF-8", Assert.Throws<JsoncException>(() => JsoncDocument.Parse((byte[])[.. "{\n\""u8, 0xFF, .. "\": 1}"u8])).Message);
    }

    [Fact]
    public void Sixty_four_levels_are_read_and_one_more_is_refused()
    {
        Assert.NotNull(Parse(new string('[', 64) + new string(']', 64)).Root);
        Assert.Equal("the text is nested deeper than 64", Assert.Throws<JsoncException>(() => Parse(new string('[', 100_000))).Phrase);
    }

    [Fact]
    public void Nothing_is_escaped_that_need_not_be() => Assert.Equal(
        "{\"k\": \"é/<&'😀 \\\"\\\\\\n\\t\\u0001\\ud800\"}",
        Text(Parse("{\"k\": 0}").Set(["k"], "é/<&'😀 \"\\\n\t\u0001\ud800")));

    [Fact]
    public void Five_megabytes_are_edited_like_five_bytes()
    {
        string members = string.Join(",\n", Enumerable.Range(0, 150_000).Select(index => $"  \"key{index:d6}\": [{index}, \"x\"] // n"));
        JsoncDocument document = Parse("{\n" + members.Replace(" // n,", ", // n", StringComparison.Ordinal) + "\n}\n");

        Assert.True(document.Content.Length > 5_000_000);
        Assert.True(document.Set(["k"], 1).Remove("k").Content.Span.SequenceEqual(document.Content.Span));
    }

    private static JsoncDocument Parse(string text) => JsoncDocument.Parse(JsoncSamples.Bytes(text));

    private static string Text(JsoncDocument document) => Encoding.UTF8.GetString(document.Content.Span);
}
