namespace Keepalive.Profiles;

/// <summary>What one physical line of a config or credentials file is.</summary>
public enum IniLineKind : byte
{
    /// <summary>White space only.</summary>
    Blank,

    /// <summary>Begins with <c>#</c> or <c>;</c>.</summary>
    Comment,

    /// <summary>A header in brackets.</summary>
    Section,

    /// <summary><c>key = value</c>.</summary>
    Property,

    /// <summary>Indented: goes on with the value of the property before it.</summary>
    Continuation,

    /// <summary>Indented <c>key = value</c> below a property that has an empty value.</summary>
    SubProperty,

    /// <summary>Has no sane reading; the document's problems tell why.</summary>
    Invalid,
}
