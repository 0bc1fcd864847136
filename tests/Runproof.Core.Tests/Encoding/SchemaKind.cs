namespace Runproof.Core.Tests.Encoding;

internal enum SchemaKind
{
    U8, I8, U16, I16, U32, I32, U64, I64, U128, I128, Bool, F32, F64, Char, String, Bytes, Raw, Digest,

    // From here on with children.
    Option, Sequence, Map, Enum, Struct,
}
