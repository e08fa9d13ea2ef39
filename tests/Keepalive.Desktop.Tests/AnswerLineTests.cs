using System.Security;
using System.Text;
using System.Text.Json;
using Keepalive.Desktop.Companion;

namespace Keepalive.Desktop.Tests;

public sealed class AnswerLineTests
{
    [Theory]
    [InlineData("")]
    [InlineData("hunter2")]
    [InlineData("p\"ä\\€ 😀\t")]
    public void A_secret_arrives_as_it_is(string text)
    {
        using var secret = new SecureString();
        foreach (char sign in text)
        {
            secret.AppendChar(sign);
        }

        byte[] line = AnswerLine.Secret(secret);

        Assert.Equal(text, JsonDocument.Parse(line).RootElement.GetProperty("secret").GetString());
        Assert.Equal(line, AnswerLine.Secret(text));
        Assert.Equal((byte)'\n', line[^1]);
        Assert.Single(line, (byte)'\n');
    }

    [Fact]
    public void A_fault_says_why_and_whether_there_is_no_vault_at_all()
    {
        JsonElement fault = JsonDocument.Parse(AnswerLine.Fault("the \"vault\" is locked", isUnavailable: true)).RootElement;

        Assert.Equal("the \"vault\" is locked", fault.GetProperty("fault").GetString());
        Assert.True(fault.GetProperty("unavailable").GetBoolean());
    }

    [Fact]
    public void A_confirmation_tells_WhatIf_from_no()
    {
        Assert.Equal("{\"answer\":false,\"whatIf\":true}\n", Encoding.ASCII.GetString(AnswerLine.Of(false, whatIf: true)));
        Assert.Equal("{\"answer\":true,\"whatIf\":false}\n", Encoding.ASCII.GetString(AnswerLine.Of(true)));
    }
}
