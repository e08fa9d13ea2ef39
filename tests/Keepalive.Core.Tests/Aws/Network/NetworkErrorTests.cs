using System.Reflection;

namespace Keepalive.Core.Tests.Aws.Network;

public sealed class NetworkErrorTests
{
    [Fact]
    public void Every_condition_has_a_message_and_an_advice_of_its_own()
    {
        var advice = new Dictionary<string, string>();
        foreach (MethodInfo factory in typeof(KeepaliveErrors).GetMethods(BindingFlags.Static | BindingFlags.NonPublic)
            .Where(method => method.ReturnType == typeof(KeepaliveException) && method.Name != nameof(KeepaliveErrors.SignInOutcome)))
        {
            object?[] arguments = [.. factory.GetParameters().Select(Example)];
            if (arguments.Contains(Unknown))
            {
                continue;
            }

            var error = (KeepaliveException)factory.Invoke(null, arguments)!;
            Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
            Assert.NotEmpty(error.Advice);
            advice[error.Code] = error.Advice;
        }

        Assert.True(advice.Count > 25, "The factories of the network are among them.");

        // What the caller words is the caller's to test.
        foreach (string worded in advice.Where(pair => pair.Value == "example").Select(pair => pair.Key).ToList())
        {
            advice.Remove(worded);
        }

        // Two ways to the same person's work: the advice may be one.
        advice.Remove(KeepaliveErrorCode.AccessTokenRejected);
        advice.Remove(KeepaliveErrorCode.ClientNotAuthorized);
        Assert.Distinct(advice.Values);
    }

    private static readonly object Unknown = new();

    private static object? Example(ParameterInfo parameter) => parameter.ParameterType switch
    {
        { } type when type == typeof(string) => "example",
        { } type when type == typeof(int) => 500,
        { } type when type == typeof(int?) => 403,
        { } type when type == typeof(bool) => false,
        { } type when type == typeof(Exception) => null,
        { } type when type == typeof(ProxyWords) => new ProxyWords("proxy.test:80", "http", "HTTPS_PROXY"),
        { } type when type == typeof(ProxyRefusal) => ProxyRefusal.Blocked,
        { } type when type == typeof(Keepalive.Aws.Network.AwsService) => Keepalive.Aws.Network.AwsService.Sts,
        _ => Unknown,
    };
}
