using System.Text;
using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Aws.Profiles;

/// <summary>
/// Blanks that a browser pastes, characters that nobody sees, quotes and colons. What botocore 1.43 and the AWS SDK for JavaScript 3 both read is read;
/// of the rest the error names line, column and what it is. Each reading was compared with both.
/// </summary>
public sealed class WhiteSpaceTests : IDisposable
{
    /// <summary>What Python's str.strip and JavaScript's String.trim both take away, without line feed and carriage return.</summary>
    private static readonly int[] s_blanks =
    [
        0x09, 0x0B, 0x0C, 0x20, 0xA0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000,
    ];

    private readonly SyntheticHome _home = new();

    public static TheoryData<int> Blanks => [.. s_blanks];

    /// <summary>Of no width, or a blank for one of the two alone: the next line mark and the separators for Python, the byte order mark for JavaScript.</summary>
    public static TheoryData<int> Hidden => [0x200B, 0x200C, 0x200D, 0x200E, 0x2060, 0xAD, 0x202E, 0xFEFF, 0x85, 0x1C, 0x1F, 0x1B];

    public void Dispose() => _home.Dispose();

    [Theory]
    [MemberData(nameof(Blanks))]
    public async Task A_blank_around_names_values_and_headers_is_no_part_of_them(int character)
    {
        string blank = char.ConvertFromUtf32(character);
        TestKeys keys = TestKeys.Temporary();
        _home.WriteCredentials(
            $"{blank}[a]{blank}\n{blank}aws_access_key_id{blank}={blank}{keys.AccessKeyId}{blank}\n{blank}\naws_secret_access_key{blank}= {blank}{keys.SecretAccessKey}{blank}{blank}\r\n"
            + $"aws_session_token={keys.SessionToken}{blank}# a comment\n");

        AwsCredential credential = await _home.ResolveAsync("a");

        Assert.Equal((keys.AccessKeyId, keys.SecretAccessKey, keys.SessionToken), (credential.AccessKeyId, credential.SecretAccessKey, credential.SessionToken));
    }

    [Theory]
    [MemberData(nameof(Hidden))]
    public async Task A_character_that_nobody_sees_is_named_with_its_column(int character)
    {
        string hidden = char.ConvertFromUtf32(character);
        TestKeys keys = TestKeys.Temporary();

        await FailsAsync($"[a]\naws_access_key_id = {keys.AccessKeyId}{hidden}\n", "line 2, column 41", character);
        await FailsAsync($"[a]\n{hidden}aws_access_key_id = {keys.AccessKeyId}\n", "line 2, column 1", character);
        await FailsAsync($"[a{hidden}]\n", "line 1, column 3", character);

        // In a key that decides nothing it is nobody's business.
        _home.WriteCredentials(keys.Section("a", $"output = json{hidden}", "note = a \ud83d\udc69\u200d\ud83d\udcbb"));
        Assert.Equal(keys.AccessKeyId, (await _home.ResolveAsync("a")).AccessKeyId);
    }

    [Theory]
    [InlineData("aws_session_token: x", 18)]
    [InlineData("aws_session_token : x==", 19)]
    [InlineData("AWS_SESSION_TOKEN: x==", 18)]
    public async Task A_colon_in_the_place_of_the_equals_sign_is_named(string line, int column) =>
        await FailsAsync(TestKeys.Temporary().Section("a") + line + "\n", $"line 5, column {column}", "found ':'");

    [Fact]
    public async Task A_line_of_prose_below_a_header_is_named()
    {
        await FailsAsync("[a]\nthese are the keys of work\n", "line 2", "Expected an '=' sign");
    }

    [Fact]
    public async Task Quotes_that_an_ini_writer_puts_around_a_value_are_no_part_of_it()
    {
        TestKeys keys = TestKeys.Temporary();
        _home.WriteCredentials($"[a]\naws_access_key_id='{keys.AccessKeyId}'\naws_secret_access_key=\"{keys.SecretAccessKey}\"\naws_session_token=\"{keys.SessionToken}==\"\n");

        AwsCredential credential = await _home.ResolveAsync("a");

        Assert.Equal((keys.AccessKeyId, keys.SecretAccessKey, keys.SessionToken + "=="), (credential.AccessKeyId, credential.SecretAccessKey, credential.SessionToken));
    }

    [Fact]
    public void Every_problem_tells_what_the_other_tools_make_of_it()
    {
        Assert.Equal(IniProblem.Refused, Problem("[a]\nprose\n").Reading);
        Assert.Equal(IniProblem.Refused, Problem("prose\n[a]\n").Reading);
        Assert.Equal(IniProblem.Refused, Problem("[a]\n= v\n").Reading);
        Assert.Equal(IniProblem.TornHeader, Problem("[b]\nx = y\n[a\nk = v\n").Reading);
        Assert.Equal(IniProblem.ReadWithColon, Problem("[a]\nregion: eu-west-1\n").Reading);
        Assert.Equal(IniProblem.PartOfText, Problem("[a]\n\u200bk = v\n").Reading);
    }

    private static IniProblem Problem(string text) => Assert.Single(IniDocument.Parse(Encoding.UTF8.GetBytes(text), ProfileFileKind.Credentials).Problems);

    private Task FailsAsync(string text, string place, int character) => FailsAsync(text, place, $"U+{character:X4}");

    private async Task FailsAsync(string text, string place, string what)
    {
        _home.WriteCredentials(text);
        KeepaliveException exception = await Assert.ThrowsAsync<KeepaliveException>(async () => await _home.ResolveAsync("a"));
        Assert.Equal(KeepaliveErrorCode.ProfileFileInvalid, exception.Code);
        Assert.Contains(place, exception.Message, StringComparison.Ordinal);
        Assert.Contains(what, exception.Message, StringComparison.Ordinal);
    }
}
