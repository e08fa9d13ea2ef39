namespace Keepalive.Profiles;

/// <summary>Which of the two shared files a document is: their section headers follow different rules.</summary>
public enum ProfileFileKind
{
    /// <summary><c>~/.aws/config</c>: <c>[default]</c>, <c>[profile name]</c>, <c>[sso-session name]</c>, <c>[services name]</c>.</summary>
    Config,

    /// <summary><c>~/.aws/credentials</c>: <c>[name]</c>.</summary>
    Credentials,
}
