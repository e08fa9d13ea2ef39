using System.Text;
using Keepalive.Desktop.Companion;

namespace Keepalive.Desktop.Tests;

public sealed class JsonTextTests
{
    [Fact]
    public void Reads_what_the_companion_writes()
    {
        CompanionObject read = JsonText.Read("""
            {"kind":"object", "value" : {"Text":"a\u0022\u00e4\ud83d\ude00\n\\","Count":42,"Half":-1.5e1,"Yes":true,"No":false,"None":null,"List":["a","b"],"Objects":[{"A":"1"},{"A":"2"}],"Empty":{},"Nothing":[]}}
            """);

        CompanionObject value = read.Object("value")!;
        Assert.Equal("object", read.Text("kind"));
        Assert.Equal("a\"ä😀\n\\", value.Text("Text"));
        Assert.Equal((42, -15.0), (value.Number("Count"), value["Half"]));
        Assert.Equal((true, false), (value.Flag("Yes"), value.Flag("No")));
        Assert.Null(value.Text("None"));
        Assert.Equal(["a", "b"], value.Texts("List"));
        Assert.Equal(["1", "2"], value.Objects("Objects").Select(one => one.Text("A")!));
        Assert.Empty(value.Object("Empty")!.Names);
        Assert.Empty(value.Texts("Nothing"));
    }

    [Fact]
    public void What_is_missing_or_of_another_kind_is_null()
    {
        CompanionObject read = JsonText.Read("""{"a":1,"b":"x"}""");

        Assert.Null(read.Text("a"));
        Assert.Null(read.Number("b"));
        Assert.Null(read.Time("b"));
        Assert.Null(read.Span("none"));
        Assert.Null(read.Word<DayOfWeek>("b"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("\"a\"")]
    [InlineData("{")]
    [InlineData("{\"a\"}")]
    [InlineData("{\"a\":}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{\"a\":1} x")]
    [InlineData("{\"a\":tru}")]
    [InlineData("{\"a\":\"\\q\"}")]
    [InlineData("{\"a\":\"\\u12\"}")]
    [InlineData("{\"a\":\"b")]
    [InlineData("{\"a\":--1}")]
    [InlineData("{\"a\":\"b\nc\"}")]
    [InlineData("hello world")]
    public void Anything_else_is_a_fault(string text) => Assert.Throws<FormatException>(() => JsonText.Read(text));

    [Fact]
    public void A_bottomless_text_is_a_fault_and_no_overflow_of_the_stack() =>
        Assert.Throws<FormatException>(() => JsonText.Read("{\"a\":" + new string('[', 100_000)));

    [Theory]
    [InlineData("")]
    [InlineData("a b~")]
    [InlineData("\"\\/\b\f\n\r\t\0")]
    [InlineData("Zoë \u202E 😀 \uFEFF")]
    public void Reads_what_it_writes_and_writes_ASCII(string text)
    {
        var json = new StringBuilder("{\"a\":");
        JsonText.Append(json, text);
        json.Append('}');

        Assert.All(json.ToString(), static sign => Assert.True(char.IsAscii(sign) && !char.IsControl(sign)));
        Assert.Equal(text, JsonText.Read(json.ToString()).Text("a"));
    }
}
