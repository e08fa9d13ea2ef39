namespace Keepalive.Aws.Profiles;

/// <summary>The kind of a physical line of a config or credentials file.</summary>
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

    /// <summary>Indented: continues the value of the property before it.</summary>
    Continuation,

    /// <summary>Indented <c>key = value</c> below a property that has an empty value.</summary>
    SubProperty,

    /// <summary>Not valid; the document's problems contain the reason.</summary>
    Invalid,
}
