using Runproof.Core.Diagnostics;

namespace Runproof.Runs.Metadata;

/// <summary>Errors of runner metadata and of the files that it names.</summary>
public static class MetadataErrors
{
    /// <summary>The metadata is not JSON.</summary>
    public static readonly ErrorCode NotJson = new("E_METADATA_JSON", ErrorClass.Malformed);

    /// <summary>A key of the metadata is missing or has a value that makes no sense.</summary>
    public static readonly ErrorCode Invalid = new("E_METADATA_INVALID", ErrorClass.Malformed);

    /// <summary>There is no metadata and it may not be generated.</summary>
    public static readonly ErrorCode Missing = new("E_METADATA_MISSING", ErrorClass.World);

    /// <summary>The model changed after it was sliced, and slicing again is not allowed.</summary>
    public static readonly ErrorCode Stale = new("E_METADATA_STALE", ErrorClass.VerificationFailed);

    /// <summary>A slice file is not the one that was written when the model was sliced.</summary>
    public static readonly ErrorCode SliceChanged = new("E_SLICE_CHANGED", ErrorClass.VerificationFailed);

    /// <summary>A slice file is missing.</summary>
    public static readonly ErrorCode SliceMissing = new("E_SLICE_MISSING", ErrorClass.World);

    /// <summary>The wiring in the metadata is not that of the program whose digest it names.</summary>
    public static readonly ErrorCode ProgramChanged = new("E_METADATA_PROGRAM", ErrorClass.VerificationFailed);

    /// <summary>The folder holds no model, or several and no <c>model.onnx</c>.</summary>
    public static readonly ErrorCode NoModel = new("E_MODEL_MISSING", ErrorClass.World);
}
