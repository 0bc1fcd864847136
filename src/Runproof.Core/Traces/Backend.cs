namespace Runproof.Core.Traces;

/// <summary>What executes a step.</summary>
public enum Backend
{
    /// <summary>The .NET runtime.</summary>
    Clr = 0,

    /// <summary>ONNX Runtime.</summary>
    OnnxRuntime = 1,

    /// <summary>A proof circuit, executed with integers.</summary>
    Circuit = 2,

    /// <summary>The RISC-V machine.</summary>
    ZkVm = 3,

    /// <summary>An installed EZKL.</summary>
    Ezkl = 4,
}
