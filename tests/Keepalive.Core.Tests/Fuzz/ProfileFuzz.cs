using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Keepalive.Aws.AccessKeys;
using Keepalive.Aws.Profiles;
using Keepalive.Configuration;
using Keepalive.Core.Tests.Aws.Profiles;
using Keepalive.Platform.Files;
using Keepalive.Sessions;
using Keepalive.Testing;

namespace Keepalive.Core.Tests.Fuzz;

/// <summary>Damaged config and credentials files: a report or a designed error, every byte kept, always an end.</summary>
public sealed class ProfileFuzz(ITestOutputHelper output)
{
    private static readonly byte[][] Corpus = [.. Texts().Select(Encoding.UTF8.GetBytes)];

    private static readonly byte[][] Specials =
    [
        .. new[]
        {
            "\n", "\r", "\r\n", "[", "]", "=", "#", ";", " ", "\t", "\0", "\uFEFF", "é", "[a]\n", "[profile a]\n", "[default]\n", "\n ", "\n\t",
            "aws_access_key_id", "aws_secret_access_key = ", "aws_session_token=", "expiration = 9999-12-31T23:59:59-14:00\n", "# Expires: ",
            "credential_process = ", "role_arn=", "source_profile=a\n", "sso_session = s\n", "99999999999999999999", "-", "+00:00",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF],
        [0xC3],
        [0xED, 0xA0, 0x80],
        new byte[500],
    ];

    // One reader for all: it reads nothing by itself here.
    private static readonly SessionReader Reader =
        new(new SystemEnvironment(_ => null, isWindows: false), KeepaliveConfiguration.Default, new FakeClock());

    [Fact]
    public void Damaged_files_end_in_a_report_or_a_designed_error_and_lose_no_byte() =>
        FuzzRun.Run(output, random => new Mutator(random, Corpus, Specials).Make(), input =>
        {
            ProfileFile config = NewFile("config", NewSnapshot(input, true, FakeClock.Noon.AddHours(-1)), ProfileFileKind.Config);
            ProfileFile credentials = NewFile("credentials", NewSnapshot(input, true, FakeClock.Noon), ProfileFileKind.Credentials);
            AssertWhole(config.Document, input);
            AssertWhole(credentials.Document, input);
            ProfileFiles files = NewFiles(config, credentials);
            _ = files.FirstStrayProblem();
            string[] all = [.. files.All().Select(profile => profile.Name)];
            Assert.Equal(files.ProfileNames(), all);
            foreach (string name in all.Take(20).Append("a"))
            {
                AwsProfile? profile = files.Find(name);
                _ = TornRead.Find(files, profile, "my_end", FakeClock.Noon);
                if (profile is not null)
                {
                    Use(profile);
                }
            }
        });

    private static void Use(AwsProfile profile)
    {
        SessionSnapshot report = Reader.Files.OfListed(profile, _ => null);
        Assert.Equal(report.Verdict == SessionVerdict.Unusable, report.ErrorCode is not null);
        try
        {
            if (StaticKeys.Find(profile) is { } keys)
            {
                AwsCredential credential = keys.ToCredential(profile.Name, null, new FakeClock());

                // What has come so far can be written in every format without escaping.
                using JsonDocument json = JsonDocument.Parse(CredentialText.Write(credential, CredentialFormat.Process));
                Assert.Equal(credential.SecretAccessKey, json.RootElement.GetProperty("SecretAccessKey").GetString());
                string shell = Encoding.UTF8.GetString(CredentialText.Write(credential, CredentialFormat.Env));
                Assert.Equal(6, shell.Count(character => character == '\n'));
                Assert.Equal(0, shell.Count(character => character == '\'') % 2);
            }
        }
        catch (KeepaliveException exception)
        {
            Assert.Contains(exception.Code, (string[])[KeepaliveErrorCode.KeyPairIncomplete, KeepaliveErrorCode.SessionTokenMissing, KeepaliveErrorCode.CredentialMalformed]);
            Assert.Equal(VisibleText.Line(profile.Name), exception.Target);
            foreach (string key in new[] { "aws_secret_access_key", "aws_session_token" })
            {
                // Shorter ones may be words of the sentence.
                Assert.False(profile[key]?.Value is { Length: > 20 } secret && $"{exception} {exception.Advice}".Contains(secret, StringComparison.Ordinal), key);
            }
        }
    }

    private static void AssertWhole(IniDocument document, byte[] input)
    {
        int position = 0;
        foreach (IniLine line in document.Lines)
        {
            Assert.Equal(position, line.Start);
            Assert.True(line.Value == default || (line.Value.Start >= line.Start && line.Value.End <= line.End));
            position = line.End;
        }

        Assert.Equal(input.Length, position);
    }

    private static IEnumerable<string> Texts()
    {
        foreach (JsonElement test in ParserVectorTests.Load("profile-parser-tests.json").EnumerateArray())
        {
            foreach (JsonProperty file in test.GetProperty("input").EnumerateObject())
            {
                yield return file.Value.GetString()!;
            }
        }

        TestKeys keys = TestKeys.Temporary(1, 60);
        yield return keys.Section("a", "x_security_token_expires = 2026-11-21T14:30:00+02:00", "# Expires: 2026-11-21 05:30:00 -0700 MST");
        yield return keys.Section("profile a", "expiration = \"2026-11-21 12:30:00\" # local", "aws_session_expiration = 1795264200000");
        yield return TestKeys.LongLived().Section("default") + keys.Section("profile b c", "credential_process = tool --x 'a b'\n -continued");
        yield return "[profile s]\r\nsso_session = s\r\nsso_account_id = 1\r\n[sso-session s]\r\nsso_start_url = https://example.com\r\ns3 =\r\n a = b\r\n";
        yield return "[profile r]\nrole_arn = arn:aws:iam::1:role/r\nsource_profile = a\n" + keys.Section("a");
    }

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern FileSnapshot NewSnapshot(byte[] content, bool exists, DateTimeOffset lastWrite);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern ProfileFile NewFile(string path, FileSnapshot snapshot, ProfileFileKind kind);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern ProfileFiles NewFiles(ProfileFile config, ProfileFile credentials);
}
