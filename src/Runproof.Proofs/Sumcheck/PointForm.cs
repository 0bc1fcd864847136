using System.Collections.Immutable;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Polynomials;
using Runproof.Proofs.Transcripts;

namespace Runproof.Proofs.Sumcheck;

/// <summary>The form whose value is that of the polynomial at a point: the weights are eq(point, ·).</summary>
/// <remarks><b>Transcript</b>: elements <c>point</c>.</remarks>
/// <typeparam name="E">The field of challenges.</typeparam>
/// <param name="point">The point. Coordinates that are 0 or 1 in front select a block of the values at no cost.</param>
public sealed class PointForm<E>(ImmutableArray<E> point) : ILinearForm<E>
    where E : struct, IField<E>
{
    /// <summary>The point.</summary>
    public ImmutableArray<E> Point => point;

    /// <inheritdoc/>
    public int Variables => point.Length;

    /// <inheritdoc/>
    public void AppendTo(Transcript transcript) => transcript.AppendElements("point", point.AsSpan());

    /// <inheritdoc/>
    public void AddTo(E scale, Memory<E> table, Workers workers) => EqTable.AddTo(point.AsSpan(), scale, table, workers);

    /// <inheritdoc/>
    public E Evaluate(ReadOnlySpan<E> point) => EqTable.Evaluate(Point.AsSpan(), point);
}
