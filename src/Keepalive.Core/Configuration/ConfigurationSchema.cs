namespace Keepalive.Configuration;

/// <summary>The published JSON schema of the configuration file, for editors.</summary>
public static class ConfigurationSchema
{
    /// <summary>The name under which it lies beside a configuration file.</summary>
    public const string FileName = "configuration.schema.json";

    /// <summary>How a configuration file beside it names it.</summary>
    internal const string Reference = "./" + FileName;

    /// <summary>Its text, UTF-8.</summary>
    public static byte[] Read()
    {
        using Stream resource = typeof(ConfigurationSchema).Assembly.GetManifestResourceStream(FileName)!;
        byte[] text = new byte[resource.Length];
        resource.ReadExactly(text);
        return text;
    }
}
