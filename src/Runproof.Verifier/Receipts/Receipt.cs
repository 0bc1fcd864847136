using System.Collections.Immutable;
using Runproof.Core.Programs;
using Runproof.Core.Traces;

namespace Runproof.Verifier.Receipts;

/// <summary>The proofs of a run together with everything that says what they prove: enough to verify the run without its store and without its model.</summary>
/// <remarks><b>Soundness</b>: a receipt that was read is well formed and no more. Verifying it says whether it holds.</remarks>
public sealed record Receipt
{
    /// <summary>The program that ran.</summary>
    public required Program Program { get; init; }

    /// <summary>The commitment to the run.</summary>
    public required Claim Claim { get; init; }

    /// <summary>The records of all steps, in order.</summary>
    public required ImmutableArray<StepRecord> Steps { get; init; }

    /// <summary>The values that are shown. A value between two circuits that is not among them is linked within a proof, or committed to.</summary>
    public required ImmutableArray<TraceValue> Values { get; init; }

    /// <summary>The integers of outputs that their floats do not determine.</summary>
    public required ImmutableArray<WideOutput> WideOutputs { get; init; }

    /// <summary>The circuits that the program's units name.</summary>
    public required ImmutableArray<ReceiptCircuit> Circuits { get; init; }

    /// <summary>The bound models that hold weights of these circuits.</summary>
    public ImmutableArray<ReceiptBoundModel> BoundModels { get; init; } = [];

    /// <summary>The proofs. One that covers every circuit is a joint one; else each covers some of them.</summary>
    public required ImmutableArray<ReceiptProof> Proofs { get; init; }
}
