using Keepalive.Profiles;

namespace Keepalive.Credentials;

/// <summary>Where a credential was found.</summary>
/// <param name="Kind">The kind of source.</param>
/// <param name="Location">File and line, the variables' names, or the program; never a secret.</param>
public sealed record CredentialOrigin(CredentialSourceKind Kind, string Location);
