using System.Reflection;
using System.Text.RegularExpressions;
using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Network;
using Keepalive.Aws.Profiles;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Credentials;

/// <summary>No text that the product makes by itself holds a secret.</summary>
public sealed partial class SecrecyTests : IDisposable
{
    private static readonly TestKeys Keys = TestKeys.Temporary();

    private readonly SyntheticHome _home = new();

    public void Dispose() => _home.Dispose();

    public static TheoryData<string> Factories() => [.. Methods().Select(method => method.Name)];

    [Fact]
    public async Task A_credential_shows_its_masked_key_and_its_place()
    {
        _home.WriteCredentials(Keys.Section("a"));

        Assert.Equal($"ASIA****0001 ({_home.CredentialsPath}, line 2)", (await _home.ResolveAsync("a")).ToString());
    }

    [Theory]
    [InlineData("ASIAEXAMPLE0", "ASIA****PLE0")]
    [InlineData("ASIAEXAMPLE", "****")]
    [InlineData("", "****")]
    public void A_short_key_id_is_masked_whole(string id, string masked) => Assert.Equal(masked, AwsCredential.Mask(id));

    [Fact]
    public async Task Nothing_that_is_made_of_a_profile_shows_its_secrets_as_text()
    {
        _home.WriteCredentials(Keys.Section("a"));
        AwsProfile profile = await _home.ReadProfileAsync("a");
        StaticKeys keys = StaticKeys.Find(profile)!;
        IniDocument document = profile.Credentials!.File.Document;

        object[] values =
        [
            profile, profile.Credentials!, profile["aws_secret_access_key"]!, keys, keys.Material, keys.ToCredential("a", null, TimeProvider.System), document,
            .. document.PropertiesOf(0, []).Cast<object>(), .. document.Lines.Cast<object>(), document.Sections[0],
        ];

        Assert.All(values, value => AssertNoSecret($"{value}"));
    }

    [Theory]
    [MemberData(nameof(Factories))]
    public void Every_error_has_a_code_a_message_and_a_next_step(string factory)
    {
        MethodInfo method = Methods().Single(method => method.Name == factory);

        var exception = (KeepaliveException)method.Invoke(null, [.. method.GetParameters().Select(parameter => Sample(parameter.ParameterType))])!;

        Assert.Contains(exception.Code, typeof(KeepaliveErrorCode).GetFields().Select(field => field.GetRawConstantValue()));
        Assert.EndsWith(".", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("..", exception.Message, StringComparison.Ordinal);
        Assert.NotEmpty(exception.Advice);
    }

    [Fact]
    public void Every_code_is_its_own_name_and_some_error_has_it()
    {
        FieldInfo[] codes = typeof(KeepaliveErrorCode).GetFields();
        IEnumerable<string> used = Methods().Select(method =>
            ((KeepaliveException)method.Invoke(null, [.. method.GetParameters().Select(parameter => Sample(parameter.ParameterType))])!).Code);

        Assert.All(codes, code => Assert.Equal(code.Name, code.GetRawConstantValue()));

        // Keepalive.Desktop can't load Core, so it has the factories of these; its own tests compare them with the table.
        string[] ofDesktop = [KeepaliveErrorCode.CompanionNotFound, KeepaliveErrorCode.CompanionOutdated, KeepaliveErrorCode.CompanionFailed];
        Assert.Equal(codes.Select(code => code.Name).Except(ofDesktop).Order(), used.Distinct().Except(ofDesktop).Order());
    }

    [Fact]
    public void No_error_takes_a_credential()
    {
        // What is not handed in can't come out. So this lists what may be: whoever adds a type has thought of it.
        Type[] harmless =
        [
            typeof(string), typeof(int), typeof(int?), typeof(long), typeof(bool), typeof(TimeSpan), typeof(TimeSpan?), typeof(DateTimeOffset), typeof(DateTimeOffset?),
            typeof(Exception), typeof(KeepaliveException),
            typeof(ProxyWords), typeof(ProxyRefusal), // Host and port, scheme, the name of a variable.
        ];

        Assert.All(Methods(), method => Assert.All(method.GetParameters(), parameter => Assert.Contains(parameter.ParameterType, harmless)));
    }

    [Fact]
    public void No_error_is_given_the_text_of_a_secret()
    {
        // A string shows no type, so the calls are looked at: none hands over a member that holds a secret.
        string[] calls = [.. Repository.Files("src", "*.cs").SelectMany(file => Call().Matches(File.ReadAllText(file))).Select(match => match.Value)];

        Assert.InRange(calls.Length, 100, int.MaxValue);
        Assert.DoesNotContain(calls, call => Regex.IsMatch(
            call, @"(?<!\bSignInFlow)\.(SecretAccessKey|SessionToken|AccessToken|RefreshToken|ClientSecret|DeviceCode|Verifier|Password|Seed|Utf8|ToSecureString)\b|\b(callback|authorization)\.Code\b"));
    }

    /// <summary>A call with its arguments: up to the parenthesis that closes it.</summary>
    [GeneratedRegex(@"KeepaliveErrors\s*\.\s*\w+\((?>[^()]+|\((?<open>)|\)(?<-open>))*(?(open)(?!))\)")]
    private static partial Regex Call();

    [Theory]
    [InlineData("aws_secret_access_key = {0}\n")]
    [InlineData("aws_access_key_id = {0}\n")]
    [InlineData("aws_access_key_id = ASIAEXAMPLE000000001\naws_secret_access_key = {0}\n")]
    [InlineData("aws_access_key_id = {0}\naws_secret_access_key = {0}\n")]
    [InlineData("aws_access_key_id = ASIAEXAMPLE000000001\naws_secret_access_key = {0} {0}\n")]
    [InlineData("{0}\n")]
    [InlineData("[{0}\n")]
    [InlineData(" {0}\n")]
    [InlineData("= {0}\n")]
    [InlineData("aws_secret_access_key = {0}\0\n")]
    [InlineData("credential_process = {0}\n")]
    [InlineData("credential_process = '{0}\n")]
    [InlineData("role_arn = {0}\nsource_profile = b\n")]
    public async Task An_error_shows_nothing_of_the_file(string lines)
    {
        // A value that fits nowhere: with a quote sign it would be malformed everywhere.
        string secret = lines.Contains("process", StringComparison.Ordinal) ? "tool --password " + Keys.SecretAccessKey : Keys.SecretAccessKey;
        _home.WriteCredentials("[a]\n" + string.Format(null, lines, secret));

        KeepaliveException exception = await Assert.ThrowsAsync<KeepaliveException>(() => _home.ResolveAsync("a"));

        AssertNoSecret($"{exception} {exception.Advice} {exception.Target}");
    }

    private static IEnumerable<MethodInfo> Methods() =>
        typeof(KeepaliveErrors).GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(method => method.ReturnType == typeof(KeepaliveException) && method.Name != nameof(KeepaliveErrors.SignInOutcome) && !method.Name.Contains('<', StringComparison.Ordinal));

    private static object? Sample(Type type) => type switch
    {
        _ when type == typeof(string) => "words",
        _ when type == typeof(IniProblem) => new IniProblem("It is broken", 1, 1, 0),
        _ when type == typeof(AwsService) => AwsService.Sts,
        _ when type == typeof(ProxyWords) => new ProxyWords("proxy.test:80", "http", "HTTPS_PROXY"),
        _ when type == typeof(Exception) => new IOException("broken"),
        _ when type == typeof(KeepaliveException) => KeepaliveErrors.HomeNotFound(),
        _ => Activator.CreateInstance(type),
    };

    private static void AssertNoSecret(string text)
    {
        Assert.DoesNotContain(Keys.SecretAccessKey, text, StringComparison.Ordinal);
        Assert.DoesNotContain(Keys.SessionToken!, text, StringComparison.Ordinal);
    }
}
