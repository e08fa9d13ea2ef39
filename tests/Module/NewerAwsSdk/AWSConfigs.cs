namespace Amazon;

/// <summary>A type of the same name as in the real package, so that mixing both up would show.</summary>
public static class AWSConfigs
{
    public const string Origin = "the newer stand-in";
}
