using Runproof.Core.Diagnostics;

namespace Runproof.Runs.Inputs;

/// <summary>Errors of model input files.</summary>
public static class InputErrors
{
    /// <summary>The file is not JSON, or not of the form <c>{"input_data":[[…]]}</c>.</summary>
    public static readonly ErrorCode Malformed = new("E_INPUT_MALFORMED", ErrorClass.Malformed);

    /// <summary>The number of inputs or of values does not fit the model.</summary>
    public static readonly ErrorCode WrongShape = new("E_INPUT_WRONG_SHAPE", ErrorClass.Malformed);

    /// <summary>A value is not a finite number, or lies outside the range of its element type.</summary>
    public static readonly ErrorCode OutOfRange = new("E_INPUT_OUT_OF_RANGE", ErrorClass.Malformed);

    /// <summary>The model wants a type of input that JSON input cannot carry.</summary>
    public static readonly ErrorCode UnsupportedType = new("E_INPUT_UNSUPPORTED_TYPE", ErrorClass.Malformed);

    /// <summary>No input was named and the model has no <c>input.json</c> beside it.</summary>
    public static readonly ErrorCode FileMissing = new("E_INPUT_FILE_MISSING", ErrorClass.World);
}
