using Runproof.Core.Diagnostics;

namespace Runproof.Models.Samples;

/// <summary>Codes of held-out sets that cannot be read.</summary>
public static class HoldoutErrors
{
    /// <summary>The file does not start with the magic of a held-out set.</summary>
    public static readonly ErrorCode Magic = new("E_HOLDOUT_MAGIC", ErrorClass.Malformed);

    /// <summary>The file has a version that this build does not read.</summary>
    public static readonly ErrorCode Version = new("E_HOLDOUT_VERSION", ErrorClass.Malformed);

    /// <summary>The file ends before what its header declares.</summary>
    public static readonly ErrorCode Truncated = new("E_HOLDOUT_TRUNCATED", ErrorClass.Malformed);

    /// <summary>Bytes follow what the header declares.</summary>
    public static readonly ErrorCode Trailing = new("E_HOLDOUT_TRAILING", ErrorClass.Malformed);

    /// <summary>A number of the header is out of its range.</summary>
    public static readonly ErrorCode Header = new("E_HOLDOUT_HEADER", ErrorClass.Malformed);

    /// <summary>The compressed examples are damaged, or are not as long as the header declares.</summary>
    public static readonly ErrorCode Payload = new("E_HOLDOUT_PAYLOAD", ErrorClass.Malformed);

    /// <summary>The examples do not have the checksum that the file states.</summary>
    public static readonly ErrorCode Checksum = new("E_HOLDOUT_CHECKSUM", ErrorClass.Malformed);

    /// <summary>A label names a class that the header does not have.</summary>
    public static readonly ErrorCode Label = new("E_HOLDOUT_LABEL", ErrorClass.Malformed);
}
