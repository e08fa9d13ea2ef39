using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Configuration;
using Keepalive.Credentials;
using Keepalive.Platform.Time;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Credentials;

/// <summary>Credentials of a container and of an instance, from a listener on loopback.</summary>
public sealed class MachineCredentialsTests : IDisposable
{
    private const string Config = "[profile dev]\nrole_arn = arn:aws:iam::123456789012:role/dev\ncredential_source = ";

    private readonly SyntheticHome _home = new(TimeProvider.System);
    private readonly FakeSecurityTokens _sts = new(TimeProvider.System);
    private readonly MachineService _service = new();

    public MachineCredentialsTests()
    {
        _home.Variables["LOCALAPPDATA"] = Path.Combine(_home.Folder, "local");
        _home.Variables.Remove("AWS_EC2_METADATA_DISABLED");
        _home.Variables["AWS_METADATA_SERVICE_TIMEOUT"] = "60";
    }

    public void Dispose()
    {
        _service.Dispose();
        _home.Dispose();
    }

    [Fact]
    public async Task A_container_gives_its_credential_once_with_the_token_of_its_file()
    {
        _home.Variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = _service.Address + "/v1/credentials";
        _home.Write(Path.Combine(_home.Folder, "token"), "Bearer abc"u8);
        _home.Variables["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = Path.Combine(_home.Folder, "token");
        _home.WriteConfig(Config + "EcsContainer\n");
        _service.Serve(request => request.Headers["Authorization"] == "Bearer abc" ? (200, MachineService.Json()) : (403, string.Empty));

        await GetAsync();
        await GetAsync("ASIAROLE0000000001");

        Assert.Equal(["ASIAMACHINE000000001", "ASIAMACHINE000000001"], _sts.Calls.Select(call => call.Source));
        Assert.Equal(["GET /v1/credentials"], _service.Requests);
    }

    [Fact]
    public async Task An_instance_is_asked_with_a_session_token_alone()
    {
        _home.Variables["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = _service.Address;
        _home.WriteConfig(Config + "Ec2InstanceMetadata\n");
        _service.Serve(request => request switch
        {
            { HttpMethod: "PUT" } => (200, "session-token"),
            _ when request.Headers["X-aws-ec2-metadata-token"] != "session-token" => (401, string.Empty),
            { RawUrl: "/latest/meta-data/iam/security-credentials/" } => (200, "my-role"),
            { RawUrl: "/latest/meta-data/iam/security-credentials/my-role" } => (200, MachineService.Json()),
            _ => (404, string.Empty),
        });

        await GetAsync();

        Assert.Equal("ASIAMACHINE000000001", Assert.Single(_sts.Calls).Source);
        Assert.Equal("PUT /latest/api/token", _service.Requests[0]);
    }

    [Theory]
    [InlineData(200, "<html>another cloud</html>")]
    [InlineData(404, "")]
    [InlineData(405, "")]
    public async Task The_answer_of_another_cloud_is_refused(int status, string body)
    {
        _home.Variables["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = _service.Address;
        _home.WriteConfig(Config + "Ec2InstanceMetadata\n");
        _service.Serve(_ => (status, body));

        await HomeExtensions.FailsAsync(() => GetAsync(), KeepaliveErrorCode.MachineCredentialMissing);

        Assert.Equal(["PUT /latest/api/token"], _service.Requests);
    }

    [Fact]
    public async Task An_instance_that_does_not_answer_is_given_up_after_the_time_in_its_variable()
    {
        _home.Variables["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = _service.Address;
        _home.Variables["AWS_METADATA_SERVICE_TIMEOUT"] = "1";
        _home.WriteConfig(Config + "Ec2InstanceMetadata\n");

        KeepaliveException exception = await HomeExtensions.FailsAsync(() => GetAsync(), KeepaliveErrorCode.MachineCredentialMissing);

        Assert.Contains("did not answer within 1 s", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_instance_that_is_disabled_is_not_asked()
    {
        _home.Variables["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = _service.Address;
        _home.Variables["AWS_EC2_METADATA_DISABLED"] = "true";
        _home.WriteConfig(Config + "Ec2InstanceMetadata\n");

        await HomeExtensions.FailsAsync(() => GetAsync(), KeepaliveErrorCode.MachineCredentialMissing);

        Assert.Empty(_service.Requests);
    }

    [Theory]
    [InlineData("http://example.com/v1", KeepaliveErrorCode.EndpointInvalid)]
    [InlineData("ftp://127.0.0.1/", KeepaliveErrorCode.EndpointInvalid)]
    [InlineData("http://user:secret@127.0.0.1/", KeepaliveErrorCode.EndpointInvalid)]
    public async Task A_host_that_is_not_allowed_is_never_sent_the_token(string address, string code)
    {
        _home.Variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = address;
        _home.WriteConfig(Config + "EcsContainer\n");

        await HomeExtensions.FailsAsync(() => GetAsync(), code);
    }

    [Theory]
    [InlineData("nonsense", "not valid JSON")]
    [InlineData("[]", "not an object")]
    [InlineData("{}", "AccessKeyId")]
    [InlineData("{\"AccessKeyId\": \"\\ud800\", \"SecretAccessKey\": \"s\", \"Token\": \"t\", \"Expiration\": \"2030-01-01T00:00:00Z\"}", "not Unicode")]
    [InlineData("{\"AccessKeyId\": \"ASIA1\", \"SecretAccessKey\": \"s\", \"Token\": 1, \"Expiration\": \"2030-01-01T00:00:00Z\"}", "Token")]
    [InlineData("{\"AccessKeyId\": \"ASIA1\", \"SecretAccessKey\": \"s\", \"Token\": \"t\"}", "Expiration")]
    [InlineData("{\"AccessKeyId\": \"ASIA1\", \"SecretAccessKey\": \"s\", \"Token\": \"t\", \"Expiration\": \"soon\"}", "is not a time")]
    [InlineData("{\"AccessKeyId\": \"ASIA1\", \"SecretAccessKey\": \"s\", \"Token\": \"t\", \"Expiration\": \"9999-12-31T23:59:59Z\"}", "too far in the future")]
    [InlineData("{\"AccessKeyId\": \"ASIA1\", \"SecretAccessKey\": \"s\", \"Token\": \"t\", \"Expiration\": \"2020-01-01T00:00:00Z\"}", "has passed")]
    public async Task An_answer_that_is_not_a_credential_names_its_fault(string answer, string words)
    {
        _home.Variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = _service.Address + "/v1";
        _home.WriteConfig(Config + "EcsContainer\n");
        _service.Serve(_ => (200, answer));

        KeepaliveException exception = await HomeExtensions.FailsAsync(() => GetAsync(), KeepaliveErrorCode.MachineCredentialMissing);

        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("+00:00")]
    [InlineData(".123Z")]
    public async Task An_expiry_in_another_form_of_ISO_8601_is_read(string end)
    {
        _home.Variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = _service.Address + "/v1";
        _home.WriteConfig(Config + "EcsContainer\n");
        string expires = Timestamp.Format(DateTimeOffset.UtcNow.AddHours(1));
        _service.Serve(_ => (200, $$"""{"AccessKeyId": "ASIAMACHINE000000001", "SecretAccessKey": "s", "Token": "t", "Expiration": "{{expires.TrimEnd('Z')}}{{end}}"}"""));

        await GetAsync();

        Assert.Equal("ASIAMACHINE000000001", Assert.Single(_sts.Calls).Source);
    }

    [Fact]
    public async Task A_role_with_an_endless_name_is_refused()
    {
        _home.Variables["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = _service.Address;
        _home.WriteConfig(Config + "Ec2InstanceMetadata\n");
        _service.Serve(request => (200, request.HttpMethod == "PUT" ? "session-token" : new string('r', 100_000)));

        await HomeExtensions.FailsAsync(() => GetAsync(), KeepaliveErrorCode.MachineCredentialMissing);
    }

    [Theory]
    [InlineData("//169.254.170.2:99/v1")]
    [InlineData("http://169.254.170.2@example.com/")]
    [InlineData("http://[::bad")]
    [InlineData("//example.com/v1")]
    public async Task A_relative_address_that_is_not_a_path_is_never_sent_the_token(string path)
    {
        _home.Variables["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] = path;
        _home.WriteConfig(Config + "EcsContainer\n");

        await HomeExtensions.FailsAsync(() => GetAsync(), KeepaliveErrorCode.EndpointInvalid);
    }

    [Fact]
    public async Task A_token_with_a_line_break_is_not_sent()
    {
        _home.Variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = _service.Address + "/v1";
        _home.Variables["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = "a\r\nX: y";
        _home.WriteConfig(Config + "EcsContainer\n");

        await HomeExtensions.FailsAsync(() => GetAsync(), KeepaliveErrorCode.MachineCredentialMissing);

        Assert.Empty(_service.Requests);
    }

    private Task<AwsCredential> GetAsync(string? refusedKey = null) =>
        new CredentialResolver(_home.Environment, KeepaliveConfiguration.Default, TimeProvider.System) { SecurityTokens = _ => _sts }.ResolveAsync(
            new ProfileChoice("dev", "the test", IsNamed: true), refusedKey, Deadline.After(TimeProvider.System, TimeSpan.FromSeconds(15)), TestContext.Current.CancellationToken).AsTask();
}
