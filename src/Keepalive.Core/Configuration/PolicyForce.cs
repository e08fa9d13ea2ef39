namespace Keepalive.Configuration;

/// <summary>How a setting of the policy file is enforced.</summary>
public enum PolicyForce
{
    /// <summary>Its value counts, whichever it is.</summary>
    Value,

    /// <summary>A flag that only restricts: when the policy sets it, it is set; when the policy doesn't, a user may still set it.</summary>
    Restriction,
}
