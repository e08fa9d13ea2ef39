using System.Globalization;
using System.Xml.Linq;

namespace Keepalive.Sandbox.Services;

/// <summary>The XML of the AWS query protocol as STS writes it.</summary>
internal static class StsXml
{
    public static readonly XNamespace Namespace = "https://sts.amazonaws.com/doc/2011-06-15/";

    public static SandboxReply Answer(SandboxOperation operation, params object?[] result)
    {
        string requestId = Guid.NewGuid().ToString();
        var document = new XElement(
            Namespace + $"{operation}Response",
            new XElement(Namespace + $"{operation}Result", result),
            new XElement(Namespace + "ResponseMetadata", Element("RequestId", requestId)));
        return SandboxReply.Xml(200, document) with { RequestId = requestId };
    }

    public static XElement Element(string name, string value) => new(Namespace + name, value);

    public static XElement Credentials(SandboxKey key) => new(
        Namespace + "Credentials",
        Element("AccessKeyId", key.AccessKeyId),
        Element("SecretAccessKey", key.SecretAccessKey),
        Element("SessionToken", key.SessionToken!),
        Element("Expiration", key.Expiration!.Value.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)));

    public static XElement AssumedRoleUser(SandboxKey key) => new(
        Namespace + "AssumedRoleUser",
        Element("AssumedRoleId", key.UserId),
        Element("Arn", key.Arn));
}
