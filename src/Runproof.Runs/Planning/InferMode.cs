namespace Runproof.Runs.Planning;

/// <summary>Which backends a model run may use.</summary>
public enum InferMode
{
    /// <summary>A circuit where one is compiled, wanted and within the limits; the ONNX slice elsewhere.</summary>
    Auto,

    /// <summary>The whole model on ONNX Runtime; security 0.</summary>
    OnnxOnly,

    /// <summary>Circuits for every slice; an error instead of a fallback.</summary>
    CircuitsOnly,
}
