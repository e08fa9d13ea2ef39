namespace Keepalive.Aws.Profiles;

/// <summary>The kind of a section.</summary>
public enum IniSectionType
{
    /// <summary>A profile.</summary>
    Profile,

    /// <summary><c>[sso-session name]</c> of the config file.</summary>
    SsoSession,

    /// <summary><c>[services name]</c> of the config file.</summary>
    Services,

    /// <summary>Anything else: kept, and of no meaning here.</summary>
    Other,
}

/// <summary>One section of a document: its header and the lines below it.</summary>
/// <param name="Type">The kind of the section.</param>
/// <param name="Name">The name after the type's word, trimmed and without quotes.</param>
/// <param name="HasPrefix">The header has the word <c>profile</c>; decides between two forms of <c>default</c>.</param>
/// <param name="HeaderLine">The index of the header's line.</param>
/// <param name="EndLine">One past the index of the section's last line.</param>
public sealed record IniSection(
    IniSectionType Type, string Name, bool HasPrefix, int HeaderLine, int EndLine);
