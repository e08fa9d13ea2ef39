using Keepalive.Aws.Profiles;
using Keepalive.Diagnostics.Facts;
using Keepalive.IdentityCenter;

namespace Keepalive.Diagnostics.Repairs;

/// <summary>
/// Gives a profile with the old form of sign-in an sso-session: that of its Identity Center if there is one, otherwise a new one. The token is
/// moved with it, so that the person need not sign in at this moment.
/// </summary>
internal sealed class MoveToSsoSession(ExaminedFile file, TokenFolder cache, string profile) : IniRepair(file)
{
    private readonly ExaminedFile _file = file;

    /// <summary>True if all needed keys are in the config file.</summary>
    public static bool Suits(AwsProfile profile) =>
        profile.Credentials?.Properties.Keys.Any(key => key is "sso_start_url" or "sso_region") != true
        && profile is { Config.Properties: var keys } && keys.GetValueOrDefault("sso_start_url") is { Value.Length: > 0 } && keys.GetValueOrDefault("sso_region") is { Value.Length: > 0 };

    public override void Change(RepairDraft draft)
    {
        DraftFile config = draft.Open(_file.Path);
        IniDocument before = IniDocument.Parse(config.Content ?? default, ProfileFileKind.Config);
        string? startUrl = Value(before, "sso_start_url");
        base.Change(draft);
        IniDocument after = IniDocument.Parse(config.Content ?? default, ProfileFileKind.Config);
        if (startUrl is not null && Value(after, "sso_session") is { } session)
        {
            MoveToken(draft, after, startUrl, session);
        }
    }

    protected override IniDocument Change(IniDocument document)
    {
        if (Value(document, "sso_session") is not null || Value(document, "sso_start_url") is not { Length: > 0 } startUrl || Value(document, "sso_region") is not { Length: > 0 } region)
        {
            return document;
        }

        SsoSessionPlace session = SsoSessionPlace.Find(document, startUrl, region);
        document = document
            .Replace(IniPlace.All(document, IniSectionType.Profile, profile, "sso_start_url").Last(), "sso_session", session.Name)
            .Remove(IniSectionType.Profile, profile, "sso_start_url")
            .Remove(IniSectionType.Profile, profile, "sso_region");
        return session.IsNew
            ? document.Append($"[sso-session {session.Name}]", ("sso_start_url", startUrl.TrimEnd('/', '#')), ("sso_region", region), (AddScope.Key, AddScope.Scope))
            : document;
    }

    private void MoveToken(RepairDraft draft, IniDocument config, string startUrl, string session)
    {
        DraftFile old = draft.Open(PathOf(startUrl));
        DraftFile token = draft.Open(PathOf(session));
        if (old.Content is not { } content || SsoToken.Parse(content.Span) is null)
        {
            return;
        }

        if (token.Content is null)
        {
            (token.Content, token.IsSecret) = (content, true);
        }
        else if (!token.Content.Value.Span.SequenceEqual(content.Span))
        {
            return;
        }

        bool isUsed = config.Sections.Where(section => section.Type == IniSectionType.Profile)
            .Any(section => ProfileValue.Of(config, section.Type, section.Name, "sso_start_url") == startUrl);
        if (!isUsed)
        {
            old.Content = null;
        }
    }

    private string PathOf(string name) => System.IO.Path.Combine(cache.Path, $"{CacheFileName.Of(name)}.json");

    private string? Value(IniDocument document, string key) => ProfileValue.Of(document, IniSectionType.Profile, profile, key);
}
