using Runproof.Core.Programs;
using Runproof.Proofs.Security;

namespace Runproof.Runs.Planning;

/// <summary>The words that the command line, JSON and the metadata use for modes and reasons.</summary>
public static class PolicyNames
{
    /// <summary>For example <c>onnx-only</c>.</summary>
    public static string Text(this InferMode mode) => mode switch
    {
        InferMode.Auto => "auto",
        InferMode.OnnxOnly => "onnx-only",
        InferMode.CircuitsOnly => "circuits-only",
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, null),
    };

    /// <summary>For example <c>circuit-not-compiled</c>.</summary>
    public static string Text(this FallbackReason reason) => reason switch
    {
        FallbackReason.NotWanted => "not-wanted",
        FallbackReason.BackendMissing => "backend-missing",
        FallbackReason.NotProvable => "not-provable",
        FallbackReason.CircuitNotCompiled => "circuit-not-compiled",
        FallbackReason.CircuitStale => "circuit-stale",
        FallbackReason.SizeLimit => "size-limit",
        FallbackReason.MemoryLimit => "memory-limit",
        FallbackReason.TimeLimit => "time-limit",
        FallbackReason.InputOutOfRange => "input-out-of-range",
        FallbackReason.ProofRejected => "proof-rejected",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };

    /// <summary>For example <c>joint</c>.</summary>
    public static string Text(this ProofLayout layout) => layout switch
    {
        ProofLayout.Joint => "joint",
        ProofLayout.Separate => "separate",
        _ => throw new ArgumentOutOfRangeException(nameof(layout), layout, null),
    };

    /// <summary>For example <c>p100</c>.</summary>
    public static string Text(this SecurityProfile profile) => profile switch
    {
        SecurityProfile.P100 => "p100",
        SecurityProfile.P128 => "p128",
        _ => throw new ArgumentOutOfRangeException(nameof(profile), profile, null),
    };

    /// <summary>For example <c>bound</c>.</summary>
    public static string Text(this WeightsKind weights) => weights switch
    {
        WeightsKind.Public => "public",
        WeightsKind.Bound => "bound",
        _ => throw new ArgumentOutOfRangeException(nameof(weights), weights, null),
    };

    /// <summary>Reads the text of a mode.</summary>
    public static bool TryParse(string text, out InferMode mode)
    {
        foreach (var candidate in Enum.GetValues<InferMode>())
        {
            if (candidate.Text() == text)
            {
                mode = candidate;
                return true;
            }
        }

        mode = default;
        return false;
    }
}
