namespace Runproof.Runs.Results;

/// <summary>How a slice was executed.</summary>
public enum ExecutionMethod
{
    /// <summary>The slice's circuit, with integers.</summary>
    Circuit,

    /// <summary>The slice's ONNX file on ONNX Runtime.</summary>
    OnnxSlice,

    /// <summary>The whole model on ONNX Runtime.</summary>
    OnnxWhole,
}
