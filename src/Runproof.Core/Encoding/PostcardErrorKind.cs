namespace Runproof.Core.Encoding;

/// <summary>Why bytes are not a canonical encoding. Each member says what <see cref="PostcardError.Expected"/> and <see cref="PostcardError.Actual"/> hold.</summary>
public enum PostcardErrorKind
{
    /// <summary>The bytes end inside a value. Expected: bytes needed. Actual: bytes left.</summary>
    Truncated,

    /// <summary>A varint does not fit its type. Expected: the largest last byte. Actual: the last byte.</summary>
    VarintOverflow,

    /// <summary>A varint ends in a zero byte that it does not need. Expected: the longest length it could need. Actual: its length.</summary>
    VarintNotMinimal,

    /// <summary>A bool is neither 0 nor 1. Expected: 1. Actual: the byte.</summary>
    InvalidBool,

    /// <summary>The tag of an option is neither 0 nor 1. Expected: 1. Actual: the byte.</summary>
    InvalidOption,

    /// <summary>A string is not UTF-8. Expected: its length. Actual: the length of its valid start.</summary>
    InvalidUtf8,

    /// <summary>A char is not one Unicode scalar value. Expected: the longest length. Actual: the length.</summary>
    InvalidChar,

    /// <summary>A NaN other than the canonical one. Expected: its bits. Actual: the bits.</summary>
    InvalidNaN,

    /// <summary>A variant that the enum does not have. Expected: the last index. Actual: the index.</summary>
    EnumOutOfRange,

    /// <summary>A value that the schema does not allow. Expected and actual: as the caller of <see cref="PostcardReader.Reject"/> gave them.</summary>
    ValueOutOfRange,

    /// <summary>An unknown version. Expected: the version that is supported. Actual: the version found.</summary>
    UnknownVersion,

    /// <summary>More elements than the bytes left, or the schema, allow. Expected: the most. Actual: the count.</summary>
    CountTooLarge,

    /// <summary>The keys of a map are not in strictly ascending order. Expected: offset of the previous key. Actual: offset of this key.</summary>
    KeyOrder,

    /// <summary>Values are nested too deeply. Expected: the limit. Actual: the depth.</summary>
    DepthExceeded,

    /// <summary>Bytes follow the value. Expected: the length of the value. Actual: the length of the bytes.</summary>
    TrailingBytes,
}
