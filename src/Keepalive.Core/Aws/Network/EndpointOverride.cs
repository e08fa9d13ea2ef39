using Keepalive.Aws.Profiles;

namespace Keepalive.Aws.Network;

/// <summary>
/// A configured endpoint instead of the AWS host, searched as all SDKs do, but in the profile in use:
/// the SDK for .NET looks at AWS_PROFILE instead.
/// Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
/// </summary>
/// <param name="Url">The checked URL.</param>
/// <param name="Source">The variable or the place in the file that named it.</param>
internal sealed record EndpointOverride(Uri Url, string Source)
{
    private const string ForAllServices = "AWS_ENDPOINT_URL";
    private const string UrlKey = "endpoint_url";
    private const string ServicesKey = "services";

    /// <summary>Searches; null if none is configured.</summary>
    /// <param name="environment">The variables.</param>
    /// <param name="profile">The profile in use.</param>
    /// <param name="service">The service.</param>
    /// <param name="config">The config file, for a profile that only the credentials file knows.</param>
    /// <exception cref="KeepaliveException">The one that counts is no URL, or not one that may carry a secret.</exception>
    public static EndpointOverride? Find(SystemEnvironment environment, AwsProfile? profile, AwsService service, ProfileFile? config = null)
    {
        if (AwsSetting.IsOn(environment, profile, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "ignore_configured_endpoint_urls"))
        {
            return null;
        }

        return FromVariable(environment, service.EndpointVariable)
            ?? FromVariable(environment, ForAllServices)
            ?? FromServices(profile, service, config ?? profile?.Config?.File)
            ?? FromProperty(profile?[UrlKey]);
    }

    /// <summary>Checks a URL that a person or a file gave.</summary>
    public static EndpointOverride Check(string text, string source)
    {
        if (WebUrl.Read(text) is not { Scheme: "https" or "http", Query.Length: 0, Fragment.Length: 0 } url)
        {
            throw KeepaliveErrors.EndpointInvalid(source, "it is not an http or https URL without query and fragment");
        }

        if (url.UserInfo.Length > 0)
        {
            throw KeepaliveErrors.EndpointInvalid(source, "it contains a user name or a password");
        }

        return url.Scheme == "https" || Loopback.IsLoopback(url)
            ? new EndpointOverride(url, source)
            : throw KeepaliveErrors.EndpointInvalid(source, $"plain http to {url.IdnHost} would send tokens unencrypted");
    }

    private static EndpointOverride? FromVariable(SystemEnvironment environment, string variable) =>
        environment.Get(variable) is { } text ? Check(text, variable) : null;

    private static EndpointOverride? FromProperty(ProfileProperty? property) =>
        property is { Value.Length: > 0 } ? Check(property.Value, $"{UrlKey}, {property}") : null;

    private static EndpointOverride? FromServices(AwsProfile? profile, AwsService service, ProfileFile? config)
    {
        if (profile?[ServicesKey] is not { Value.Length: > 0 } reference || config is null)
        {
            return null;
        }

        IniDocument document = config.Document;
        EndpointOverride? found = null;
        bool exists = false;
        for (int index = 0; index < document.Sections.Count; index++)
        {
            if (document.Sections[index] is not { Type: IniSectionType.Services } section || section.Name != reference.Value)
            {
                continue;
            }

            exists = true;
            foreach (IniProperty property in document.PropertiesOf(index, []))
            {
                if (property.Name == service.FileKey && SubProperty(property.Value) is { Length: > 0 } text)
                {
                    found = Check(text, $"{service.FileKey} of [services {section.Name}], {config.Path}, line {property.Line}");
                }
            }
        }

        // Going to the real host because of a typing mistake would be a surprise with credentials in it; botocore refuses too.
        return exists ? found : throw KeepaliveErrors.EndpointInvalid(
            $"{ServicesKey}, {reference}", $"there is no section [services {reference.Value}] in {config.Path}");
    }

    /// <summary>Sub-properties come as the lines of their parent's value.</summary>
    private static string? SubProperty(string parent)
    {
        string? value = null;
        foreach (ReadOnlySpan<char> line in parent.AsSpan().EnumerateLines())
        {
            int equals = line.IndexOf('=');
            if (equals > 0 && line[..equals].Trim().Equals(UrlKey, StringComparison.OrdinalIgnoreCase))
            {
                value = line[(equals + 1)..].Trim().ToString();
            }
        }

        return value;
    }
}
