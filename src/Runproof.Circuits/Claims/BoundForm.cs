using Runproof.Proofs;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Sumcheck;
using Runproof.Proofs.Transcripts;

namespace Runproof.Circuits.Claims;

/// <summary>A form whose weights follow from bound ones: its owner has them; a verifier has only a claim of their value, which is checked against the commitment afterwards.</summary>
/// <remarks><b>Transcript</b>: u64 <c>bound-form</c>, the number of variables. The weights are a function of the commitment to bound weights, which was absorbed before.</remarks>
internal sealed class BoundForm<E> : ILinearForm<E>
    where E : struct, IExtensionField<E, Goldilocks>
{
    private readonly SegmentForm<E>? weights;
    private readonly E claimed;

    /// <summary>The owner's side.</summary>
    public BoundForm(SegmentForm<E> weights)
    {
        this.weights = weights;
        Variables = weights.Variables;
    }

    /// <summary>The verifier's side.</summary>
    /// <param name="variables">The variables of the polynomial.</param>
    /// <param name="claimed">What the prover says the form's value is, at whichever point the batch ends.</param>
    public BoundForm(int variables, E claimed)
    {
        Variables = variables;
        this.claimed = claimed;
    }

    /// <inheritdoc/>
    public int Variables { get; }

    /// <inheritdoc/>
    public void AppendTo(Transcript transcript) => transcript.AppendUInt64("bound-form", (ulong)Variables);

    /// <inheritdoc/>
    public void AddTo(E scale, Memory<E> table, Workers workers) =>
        (weights ?? throw new InvalidOperationException("a verifier has no weights")).AddTo(scale, table, workers);

    /// <inheritdoc/>
    public E Evaluate(ReadOnlySpan<E> point) => weights is null ? claimed : weights.Evaluate(point);
}
