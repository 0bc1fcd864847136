using Runproof.Proofs.Fields;
using Runproof.Proofs.Transcripts;

namespace Runproof.Proofs.Sumcheck;

/// <summary>A linear form on the values of a multilinear polynomial: the weight w(x) of the value at every x of the cube.</summary>
/// <remarks>
/// <b>Soundness</b>: the verifier makes the form itself, of nothing that the transcript has not absorbed or drawn by the time that the batch begins.
/// </remarks>
/// <typeparam name="E">The field of challenges.</typeparam>
public interface ILinearForm<E>
    where E : struct, IField<E>
{
    /// <summary>The variables of the polynomials that it is a form on.</summary>
    int Variables { get; }

    /// <summary>Appends what determines the form, or what still does after everything that the transcript has absorbed before.</summary>
    /// <remarks><b>Transcript</b>: the first item's label names the kind of the form, and no other kind uses it.</remarks>
    /// <param name="transcript">The transcript.</param>
    void AppendTo(Transcript transcript);

    /// <summary>Adds scale·w(x) to every entry of a table.</summary>
    /// <param name="scale">What every weight is multiplied by.</param>
    /// <param name="table">The table. Shape: 2^variables.</param>
    /// <param name="workers">Who works; the sums do not depend on it.</param>
    void AddTo(E scale, Memory<E> table, Workers workers);

    /// <summary>The value of the multilinear extension of w.</summary>
    /// <param name="point">The point. Shape: (variables).</param>
    E Evaluate(ReadOnlySpan<E> point);
}
