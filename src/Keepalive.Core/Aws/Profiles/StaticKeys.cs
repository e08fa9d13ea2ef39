using Keepalive.Aws.AccessKeys;

namespace Keepalive.Aws.Profiles;

/// <summary>
/// The keys in a profile. All parts come from one file, the credentials file first: a key id of one file
/// with a token of the other would be a key that never was.
/// </summary>
internal sealed class StaticKeys
{
    private StaticKeys(ProfileSection section, KeyMaterial material)
    {
        Section = section;
        Material = material;
    }

    public ProfileSection Section { get; }

    public KeyMaterial Material { get; }

    public static StaticKeys? Find(AwsProfile profile) =>
        profile.Sections.Select(In).FirstOrDefault(keys => keys is not null);

    /// <summary>The keys of one file; null when it has neither key id nor secret.</summary>
    public static StaticKeys? In(ProfileSection section)
    {
        // aws_security_token is boto's old name; botocore still reads it, and saml2aws still writes it.
        var material = new KeyMaterial(
            Value(section, "aws_access_key_id"),
            Value(section, "aws_secret_access_key"),
            Value(section, "aws_session_token") ?? Value(section, "aws_security_token"),
            section.File.Path);
        return material.IsAbsent ? null : new StaticKeys(section, material);
    }

    public CredentialExpiry? FindExpiry(string? explicitField, TimeProvider clock) => ExpiryDiscovery.Find(this, explicitField, clock);

    public AwsCredential ToCredential(string profile, string? explicitField, TimeProvider clock)
    {
        int? line = Section.Properties.GetValueOrDefault("aws_access_key_id")?.Line;
        CredentialSourceKind kind = Section.File.Document.Kind == ProfileFileKind.Credentials
            ? CredentialSourceKind.CredentialsFile
            : CredentialSourceKind.ConfigFile;
        string location = line is null ? Section.File.Path : $"{Section.File.Path}, line {line}";
        CredentialExpiry? expiry = FindExpiry(explicitField, clock);
        AwsCredential credential = Material.ToCredential(profile, expiry, new CredentialOrigin(kind, location));
        return expiry is null && ExpiryDiscovery.FindFault(Section, explicitField) is { } fault ? credential.WithoutEnd(fault) : credential;
    }

    private static string? Value(ProfileSection section, string name) =>
        section.Properties.GetValueOrDefault(name) is { Unquoted: { Length: > 0 } value } ? value : null;
}
