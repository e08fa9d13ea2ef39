using Keepalive.Aws.Profiles;
using Keepalive.Diagnostics.Facts;

namespace Keepalive.Diagnostics.Repairs;

/// <summary>Lets an sso-session ask for a token that can be renewed.</summary>
internal sealed class AddScope(ExaminedFile file, string session) : IniRepair(file)
{
    public const string Key = "sso_registration_scopes";

    public const string Scope = "sso:account:access";

    protected override IniDocument Change(IniDocument document)
    {
        string present = ProfileValue.Of(document, IniSectionType.SsoSession, session, Key) ?? string.Empty;
        return present.Contains(Scope, StringComparison.Ordinal)
            ? document
            : document.Set(IniSectionType.SsoSession, session, Key, present.Length == 0 ? Scope : $"{Scope}, {present}");
    }
}
