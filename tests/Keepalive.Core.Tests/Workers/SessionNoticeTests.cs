using Keepalive.SignIn;
using Keepalive.Testing;
using Keepalive.Workers;

namespace Keepalive.Core.Tests.Workers;

public sealed class SessionNoticeTests : IDisposable
{
    private readonly SignedInHome _signedIn = new();

    public SessionNoticeTests() => _signedIn.Home.Variables["CLAUDE_AWS_STATE"] = Path.Combine(_signedIn.Home.Folder, "state");

    public void Dispose() => _signedIn.Dispose();

    [Fact]
    public void A_notice_says_what_and_when()
    {
        Assert.Null(Notice("work").Read());

        Notice("work").Post(NoticeKind.SignedIn);

        Assert.Equal((NoticeKind.SignedIn, _signedIn.Clock.GetUtcNow()), Notice("work").Read());
        Assert.Null(Notice("other").Read());
    }

    [Fact]
    public void A_prepared_file_holds_no_notice_and_one_that_is_there_stays()
    {
        Notice("work").Prepare();
        Assert.Null(Notice("work").Read());

        Notice("work").Post(NoticeKind.SignInNeeded);
        Notice("work").Prepare();
        Assert.Equal(NoticeKind.SignInNeeded, Notice("work").Read()!.Value.Kind);
    }

    [Fact]
    public void That_a_sign_in_is_needed_is_repeated_after_a_while_and_a_sign_in_at_once()
    {
        DateTimeOffset first = _signedIn.Clock.GetUtcNow();
        Notice("work").Post(NoticeKind.SignInNeeded);
        _signedIn.Clock.Advance(TimeSpan.FromMinutes(4));
        Notice("work").Post(NoticeKind.SignInNeeded);
        Assert.Equal(first, Notice("work").Read()!.Value.At);

        Notice("work").Post(NoticeKind.SignedIn);
        Notice("work").Post(NoticeKind.SignInNeeded);
        Assert.Equal((NoticeKind.SignInNeeded, first.AddMinutes(4)), Notice("work").Read());
    }

    [Fact]
    public void A_need_that_lasts_is_told_again_after_five_minutes()
    {
        Notice("work").Post(NoticeKind.SignInNeeded);
        _signedIn.Clock.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));
        Notice("work").Post(NoticeKind.SignInNeeded);

        Assert.Equal(_signedIn.Clock.GetUtcNow(), Notice("work").Read()!.Value.At);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("q n")]
    public void Any_profiles_name_is_a_files_name(string profile)
    {
        Notice(profile).Post(NoticeKind.SignedIn);

        Assert.NotNull(Notice(profile).Read());
        Assert.Equal(Path.Combine(_signedIn.Home.Folder, "state", "notices"), Path.GetDirectoryName(Notice(profile).Path));
    }

    [Fact]
    public void A_sign_in_is_told_to_every_profile_of_the_session_that_is_watched()
    {
        File.AppendAllText(_signedIn.Home.ConfigPath, """
            [profile same]
            sso_session = corp
            [profile unwatched]
            sso_session = corp
            [profile torn]
            sso_session = nowhere
            [profile other]
            region = eu-west-1

            """);
        foreach (string profile in (string[])["work", "same", "torn", "other"])
        {
            Notice(profile).Prepare();
        }

        SignInNotices.PostToAll(_signedIn.Home.Environment, SignedInHome.Session, NoticeKind.SignedIn, _signedIn.Clock);

        Assert.NotNull(Notice("work").Read());
        Assert.NotNull(Notice("same").Read());
        Assert.Null(Notice("torn").Read());
        Assert.Null(Notice("other").Read());
        Assert.False(File.Exists(Notice("unwatched").Path));
    }

    [Fact]
    public void A_folder_that_cant_be_used_is_no_fault()
    {
        File.WriteAllText(Path.Combine(_signedIn.Home.Folder, "state"), "a file where the folder belongs");

        Notice("work").Prepare();
        Notice("work").Post(NoticeKind.SignedIn);

        Assert.Null(Notice("work").Read());
    }

    private SessionNotice Notice(string profile) => new(_signedIn.Home.Environment, profile, _signedIn.Clock);
}
