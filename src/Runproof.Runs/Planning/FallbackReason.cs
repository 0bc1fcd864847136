namespace Runproof.Runs.Planning;

/// <summary>Why a slice runs on ONNX Runtime although a circuit was preferred.</summary>
public enum FallbackReason
{
    /// <summary>The metadata or the caller does not want this slice verified.</summary>
    NotWanted,

    /// <summary>No circuit of the slice has been compiled.</summary>
    CircuitNotCompiled,
}
