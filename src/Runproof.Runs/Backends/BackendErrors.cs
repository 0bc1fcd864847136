using Runproof.Core.Diagnostics;

namespace Runproof.Runs.Backends;

/// <summary>Errors of what executes a step.</summary>
public static class BackendErrors
{
    /// <summary>ONNX Runtime does not load the model: it is malformed, or it uses what this version does not know.</summary>
    public static readonly ErrorCode LoadFailed = new("E_ORT_LOAD", ErrorClass.Malformed);

    /// <summary>ONNX Runtime failed while it executed the model.</summary>
    public static readonly ErrorCode RunFailed = new("E_ORT_RUN", ErrorClass.UnitFailed);

    /// <summary>An input or output of the model is not a tensor of numbers.</summary>
    public static readonly ErrorCode UnsupportedType = new("E_UNSUPPORTED_TYPE", ErrorClass.Usage);

    /// <summary>An input of the model was not given.</summary>
    public static readonly ErrorCode InputMissing = new("E_INPUT_MISSING", ErrorClass.Malformed);

    /// <summary>More inputs were given than the model has.</summary>
    public static readonly ErrorCode InputUnexpected = new("E_INPUT_UNEXPECTED", ErrorClass.Malformed);

    /// <summary>An input has another element type than the model declares.</summary>
    public static readonly ErrorCode InputType = new("E_INPUT_TYPE", ErrorClass.Malformed);

    /// <summary>An input has another shape than the model declares.</summary>
    public static readonly ErrorCode InputShape = new("E_INPUT_SHAPE", ErrorClass.Malformed);
}
