using Runproof.Core.Diagnostics;

namespace Runproof.Core.Encoding;

/// <summary>Codes of malformed encodings.</summary>
public static class EncodingErrors
{
    /// <summary>The bytes end inside a value.</summary>
    public static readonly ErrorCode Truncated = new("E_POSTCARD_TRUNCATED", ErrorClass.Malformed);

    /// <summary>A varint is too large for its type, or longer than it needs to be.</summary>
    public static readonly ErrorCode Varint = new("E_POSTCARD_VARINT", ErrorClass.Malformed);

    /// <summary>A value that its type does not have: a bool, tag, string, char, NaN, variant or field.</summary>
    public static readonly ErrorCode Value = new("E_POSTCARD_VALUE", ErrorClass.Malformed);

    /// <summary>A version that this build does not know.</summary>
    public static readonly ErrorCode Version = new("E_POSTCARD_VERSION", ErrorClass.Malformed);

    /// <summary>A count that the bytes that are left, or the schema, cannot hold.</summary>
    public static readonly ErrorCode Count = new("E_POSTCARD_COUNT", ErrorClass.Malformed);

    /// <summary>The keys of a map are unsorted or repeated.</summary>
    public static readonly ErrorCode Order = new("E_POSTCARD_ORDER", ErrorClass.Malformed);

    /// <summary>Values are nested too deeply.</summary>
    public static readonly ErrorCode Depth = new("E_POSTCARD_DEPTH", ErrorClass.Malformed);

    /// <summary>Bytes follow the value.</summary>
    public static readonly ErrorCode Trailing = new("E_POSTCARD_TRAILING", ErrorClass.Malformed);
}
