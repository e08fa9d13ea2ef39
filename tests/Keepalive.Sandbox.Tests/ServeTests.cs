using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Keepalive.Sandbox.Tests;

public sealed partial class ServeTests
{
    private static readonly string s_program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "Keepalive.Sandbox.exe" : "Keepalive.Sandbox");

    [Fact]
    public async Task Serve_prints_what_to_export_and_answers_there()
    {
        using Process process = Start("--serve", "--port", "0");
        try
        {
            var printed = new List<string>();
            while (printed.LastOrDefault()?.StartsWith("aws_secret_access_key = ", StringComparison.Ordinal) != true)
            {
                printed.Add(await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) ?? throw new EndOfStreamException());
            }

            string text = string.Join('\n', printed);
            Match variable = EndpointUrl().Match(text);
            using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
            using HttpResponseMessage answer = await http.GetAsync(variable.Groups["url"].Value + "/assignment/accounts", TestContext.Current.CancellationToken);

            Assert.Equal(401, (int)answer.StatusCode);
            Assert.Contains("export AWS_EC2_METADATA_DISABLED=true", text, StringComparison.Ordinal);
            Assert.Contains("$env:AWS_ENDPOINT_URL = 'http://127.0.0.1:", text, StringComparison.Ordinal);
            Assert.Contains("mfa_serial = arn:aws:iam::111122223333:mfa/sandbox", text, StringComparison.Ordinal);
            Assert.Contains("sso_start_url = https://d-1234567890.awsapps.com/start", text, StringComparison.Ordinal);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    [Theory]
    [InlineData("--serve", "--port")]
    [InlineData("--serve", "--port", "70000")]
    [InlineData("--serve", "more")]
    [InlineData("--port", "1")]
    public async Task Arguments_that_cannot_be_read_are_status_64(params string[] arguments)
    {
        using Process process = Start(arguments);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(64, process.ExitCode);
    }

    private static Process Start(params string[] arguments) =>
        Process.Start(new ProcessStartInfo(s_program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;

    [GeneratedRegex("(?m)^export AWS_ENDPOINT_URL=(?<url>http://127\\.0\\.0\\.1:[0-9]+)$")]
    private static partial Regex EndpointUrl();
}
