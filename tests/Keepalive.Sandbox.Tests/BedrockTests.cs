using System.Text;
using System.Text.Json.Nodes;
using Keepalive.Sandbox.ClaudeCode;
using Keepalive.Sandbox.Services;
using Keepalive.Sandbox.Tests.Support;
using SdkMessage = Amazon.Runtime.EventStreams.EventStreamMessage;

namespace Keepalive.Sandbox.Tests;

public sealed class BedrockTests : SandboxTest
{
    private const string Profile = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
    private const string Arn = "arn:aws:bedrock:us-east-1:111122223333:inference-profile/" + Profile;

    protected override SandboxOptions MakeOptions() => new() { VerifySignatures = true };

    [Theory]
    [InlineData(Profile)]
    [InlineData(Arn)]
    public async Task A_signed_request_gets_a_message_of_the_model_it_named(string model)
    {
        Answer answer = await Answer.ReadAsync(await SendAsync(NewKey(), "invoke", model));

        Assert.Equal((200, model, "end_turn"), (answer.Status, answer["model"], answer["stop_reason"]));
        Assert.Equal(Server.Options.ModelText, answer.Json["content"]![0]!["text"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_stream_is_read_by_the_decoder_of_the_AWS_SDK()
    {
        SandboxKey key = NewKey();
        using HttpResponseMessage response = await SendAsync(key, "invoke-with-response-stream");
        byte[] stream = await response.Content.ReadAsByteArrayAsync(Cancelled);

        var events = new List<JsonNode>();
        for (int start = 0, length; start < stream.Length; start += length)
        {
            length = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(stream.AsSpan(start));
            var message = SdkMessage.FromBuffer(stream[start..(start + length)], 0, length);
            Assert.Equal(("event", "chunk"), (message.Headers[":message-type"].AsString(), message.Headers[":event-type"].AsString()));
            string wrapped = JsonNode.Parse(message.Payload)!["bytes"]!.GetValue<string>();
            events.Add(JsonNode.Parse(Convert.FromBase64String(wrapped))!);
        }

        Assert.Equal(
            ["message_start", "content_block_start", "content_block_delta", "content_block_stop", "message_delta", "message_stop"],
            events.Select(modelEvent => modelEvent["type"]!.GetValue<string>()));
        Assert.Equal(Server.Options.ModelText, events[2]["delta"]!["text"]!.GetValue<string>());
        Assert.Equal(key.AccessKeyId, Assert.Single(Server.Log.Of(SandboxOperation.InvokeModelWithResponseStream)).AccessKeyId);
    }

    [Fact]
    public async Task An_expired_key_is_refused_as_the_real_service_does()
    {
        SandboxKey key = NewKey();
        Server.Keys.Expire(key.AccessKeyId, Clock.GetUtcNow());

        Answer answer = await Answer.ReadAsync(await SendAsync(key, "invoke-with-response-stream"));

        Assert.Equal((403, "The security token included in the request is expired"), (answer.Status, answer["message"]));
        Assert.StartsWith("ExpiredTokenException:", answer.ErrorType, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_key_is_one_that_nobody_knows_and_for_STS_too()
    {
        SandboxKey key = NewKey();
        Server.Options.VerifySignatures = false;
        Server.Keys.Revoke(key.AccessKeyId);

        Answer answer = await Answer.ReadAsync(await SendAsync(key, "invoke"));

        Assert.Equal(403, answer.Status);
        Assert.StartsWith("UnrecognizedClientException:", answer.ErrorType, StringComparison.Ordinal);
        Assert.Equal((403, "InvalidClientTokenId"), await CallStsAsync(key));
    }

    [Fact]
    public async Task A_wrong_secret_is_a_wrong_signature()
    {
        Answer answer = await Answer.ReadAsync(await SendAsync(NewKey() with { SecretAccessKey = "another" }, "invoke"));

        Assert.Equal(403, answer.Status);
        Assert.StartsWith("InvalidSignatureException:", answer.ErrorType, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_signed_is_refused()
    {
        using var body = new StringContent(Body);
        Answer answer = await Answer.ReadAsync(await Http.PostAsync($"/model/{Profile}/invoke", body, Cancelled));

        Assert.StartsWith("MissingAuthenticationTokenException:", answer.ErrorType, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_are_scripted_by_the_names_of_the_service()
    {
        Server.Faults.Next(SandboxOperation.InvokeModel, Fault.Error("ThrottlingException", retryAfter: TimeSpan.FromSeconds(2)));
        Server.Faults.Next(SandboxOperation.InvokeModel, Fault.Error("AccessDeniedException"));

        Answer throttled = await Answer.ReadAsync(await SendAsync(NewKey(), "invoke"));
        Answer denied = await Answer.ReadAsync(await SendAsync(NewKey(), "invoke"));

        Assert.Equal((429, "2", 403), (throttled.Status, throttled.Headers["Retry-After"], denied.Status));
        Assert.Throws<ArgumentException>(() => Server.Faults.Next(SandboxOperation.InvokeModel, Fault.Error("SlowDownException")));
    }

    [Fact]
    public async Task A_stream_can_end_with_an_exception_after_status_200()
    {
        Server.Faults.Next(SandboxOperation.InvokeModelWithResponseStream, Fault.StreamException("modelStreamErrorException", "gone"));

        using HttpResponseMessage response = await SendAsync(NewKey(), "invoke-with-response-stream");
        byte[] stream = await response.Content.ReadAsByteArrayAsync(Cancelled);

        var message = SdkMessage.FromBuffer(stream, 0, stream.Length);
        Assert.Equal(("exception", "modelStreamErrorException"), (message.Headers[":message-type"].AsString(), message.Headers[":exception-type"].AsString()));
    }

    [Fact]
    public async Task A_request_without_messages_is_invalid()
    {
        Answer answer = await Answer.ReadAsync(await SendAsync(NewKey(), "invoke", body: "{}"));

        Assert.Equal(400, answer.Status);
        Assert.StartsWith("ValidationException:", answer.ErrorType, StringComparison.Ordinal);
    }

    private const string Body = """{"anthropic_version":"bedrock-2023-05-31","max_tokens":1,"messages":[{"role":"user","content":"hi"}]}""";

    private SandboxKey NewKey() => Server.Keys.IssueTemporary("AROATEST:me", "arn:aws:sts::111122223333:assumed-role/Test/me", Clock.GetUtcNow().AddHours(1));

    private async Task<HttpResponseMessage> SendAsync(SandboxKey key, string operation, string model = Profile, string body = Body)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Server.BaseAddress, $"/model/{Uri.EscapeDataString(model)}/{operation}"));
        request.Content = new ByteArrayContent(bytes);
        RequestSigner.Sign(request, bytes, ToClientKey(key), "bedrock", "us-east-1", Clock.GetUtcNow());
        return await Http.SendAsync(request, Cancelled);
    }

    private async Task<(int Status, string Code)> CallStsAsync(SandboxKey key)
    {
        byte[] bytes = Encoding.UTF8.GetBytes("Action=GetCallerIdentity&Version=2011-06-15");
        using var request = new HttpRequestMessage(HttpMethod.Post, Server.BaseAddress);
        request.Content = new ByteArrayContent(bytes);
        RequestSigner.Sign(request, bytes, ToClientKey(key), "sts", "us-east-1", Clock.GetUtcNow());
        Answer answer = await Answer.ReadAsync(await Http.SendAsync(request, Cancelled));
        return (answer.Status, answer.Xml.Element(Sts + "Error")!.Element(Sts + "Code")!.Value);
    }

    private static ClientKey ToClientKey(SandboxKey key) => new(key.AccessKeyId, key.SecretAccessKey, key.SessionToken, key.Expiration);
}
