namespace Runproof.Runs.Planning;

/// <summary>Why a slice runs on ONNX Runtime although a circuit was preferred.</summary>
public enum FallbackReason
{
    /// <summary>The metadata or the caller does not want this slice verified.</summary>
    NotWanted,

    /// <summary>The metadata names a backend for the slice that this version does not have.</summary>
    BackendMissing,

    /// <summary>The slice computes something that circuits cannot compute.</summary>
    NotProvable,

    /// <summary>No circuit of the slice has been compiled.</summary>
    CircuitNotCompiled,

    /// <summary>The circuit on disk is not the one that was compiled from this slice, or it cannot be read.</summary>
    CircuitStale,

    /// <summary>The compiled circuit has more bytes than the size limit.</summary>
    SizeLimit,

    /// <summary>Proving it would take more memory than the caller allows.</summary>
    MemoryLimit,

    /// <summary>Execution, proof and verification would take, or took, longer than the time limit.</summary>
    TimeLimit,

    /// <summary>On this input a value leaves the range that the circuit was compiled for.</summary>
    InputOutOfRange,

    /// <summary>The verifier refused the slice's proof.</summary>
    ProofRejected,
}
