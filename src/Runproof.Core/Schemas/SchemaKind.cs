namespace Runproof.Core.Schemas;

/// <summary>What kind of values a schema has. The first kinds have no parts.</summary>
public enum SchemaKind
{
    /// <summary>0 to 2^8 − 1.</summary>
    U8,

    /// <summary>0 to 2^16 − 1.</summary>
    U16,

    /// <summary>0 to 2^32 − 1.</summary>
    U32,

    /// <summary>0 to 2^64 − 1.</summary>
    U64,

    /// <summary>0 to 2^128 − 1.</summary>
    U128,

    /// <summary>−2^7 to 2^7 − 1.</summary>
    I8,

    /// <summary>−2^15 to 2^15 − 1.</summary>
    I16,

    /// <summary>−2^31 to 2^31 − 1.</summary>
    I32,

    /// <summary>−2^63 to 2^63 − 1.</summary>
    I64,

    /// <summary>−2^127 to 2^127 − 1.</summary>
    I128,

    /// <summary>False or true.</summary>
    Bool,

    /// <summary>One Unicode scalar value.</summary>
    Char,

    /// <summary>Unicode text.</summary>
    String,

    /// <summary>Bytes, as many as there are.</summary>
    Bytes,

    /// <summary>As many elements of one schema as there are.</summary>
    List,

    /// <summary>A fixed number of elements of one schema.</summary>
    Array,

    /// <summary>A value or none.</summary>
    Option,

    /// <summary>Keys and values, each key once, in the order of the encoded keys.</summary>
    Map,

    /// <summary>A value, or an error.</summary>
    Result,

    /// <summary>One value for each position.</summary>
    Tuple,

    /// <summary>One value for each name.</summary>
    Struct,

    /// <summary>One of several variants, which may have a payload.</summary>
    Enum,
}
