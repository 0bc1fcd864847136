using Runproof.Core.Diagnostics;

namespace Runproof.Core.Encoding;

/// <summary>The first thing in which bytes differ from a canonical encoding, as data.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Offset">Where the value starts that is wrong, in bytes.</param>
/// <param name="Path">Where it stands in the schema, such as <c>steps[3].outcome</c>; empty at the top.</param>
/// <param name="Expected">What would have been right; see <see cref="PostcardErrorKind"/>.</param>
/// <param name="Actual">What was found; see <see cref="PostcardErrorKind"/>.</param>
public sealed record PostcardError(PostcardErrorKind Kind, int Offset, string Path, ulong Expected, ulong Actual)
{
    /// <summary>The same error, of a value that is a part of another.</summary>
    /// <param name="part">Name of the part; the offset counts within it.</param>
    public PostcardError Within(string part) => this with { Path = Path.Length == 0 ? part : $"{part}.{Path}" };

    /// <summary>Tells the error so that a person can act on it.</summary>
    /// <param name="subject">The file or object that was read.</param>
    /// <param name="phase">The part of the work.</param>
    public Diagnostic ToDiagnostic(string subject, Phase phase)
    {
        (ErrorCode code, string what) = Describe();
        string where = Path.Length == 0 ? "" : $"{Path}: ";
        string hint = code == EncodingErrors.Version
            ? "reading it with the build of Runproof that wrote it"
            : "making the file again; if it was copied, compare its digest with the original";
        return new Diagnostic(code, phase, subject, where + what, hint, Offset);
    }

    private (ErrorCode Code, string What) Describe() => Kind switch
    {
        PostcardErrorKind.Truncated => (EncodingErrors.Truncated, $"{Expected} more bytes are needed and {Actual} are left"),
        PostcardErrorKind.VarintOverflow => (EncodingErrors.Varint, $"the last byte of the integer is 0x{Actual:x2}, more than 0x{Expected:x2}: it does not fit its type"),
        PostcardErrorKind.VarintNotMinimal => (EncodingErrors.Varint, $"the integer takes {Actual} bytes and needs at most {Expected}"),
        PostcardErrorKind.InvalidBool => (EncodingErrors.Value, $"a bool is 0 or 1, not {Actual}"),
        PostcardErrorKind.InvalidOption => (EncodingErrors.Value, $"the tag of an option is 0 or 1, not {Actual}"),
        PostcardErrorKind.InvalidUtf8 => (EncodingErrors.Value, $"only {Actual} of the {Expected} bytes of the string are UTF-8"),
        PostcardErrorKind.InvalidChar => (EncodingErrors.Value, $"the {Actual} bytes of the char are not one scalar value in UTF-8"),
        PostcardErrorKind.InvalidNaN => (EncodingErrors.Value, $"the NaN has bits 0x{Actual:x}, and the only one allowed has 0x{Expected:x}"),
        PostcardErrorKind.EnumOutOfRange => (EncodingErrors.Value, $"there is no variant {Actual}; the last one is {Expected}"),
        PostcardErrorKind.ValueOutOfRange => (EncodingErrors.Value, $"the value is {Actual} where {Expected} is expected"),
        PostcardErrorKind.UnknownVersion => (EncodingErrors.Version, $"the version is {Actual}, and this build supports {Expected}"),
        PostcardErrorKind.CountTooLarge => (EncodingErrors.Count, $"the count is {Actual}, and at most {Expected} is possible here"),
        PostcardErrorKind.KeyOrder => (EncodingErrors.Order, $"the key does not come after the key at byte {Expected}"),
        PostcardErrorKind.DepthExceeded => (EncodingErrors.Depth, $"values are nested {Actual} deep, and at most {Expected} is allowed"),
        PostcardErrorKind.TrailingBytes => (EncodingErrors.Trailing, $"the value ends at byte {Expected} of {Actual}"),
        _ => throw new InvalidOperationException($"Unknown kind {Kind}."),
    };
}
