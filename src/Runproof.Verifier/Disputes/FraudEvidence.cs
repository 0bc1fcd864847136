using System.Collections.Immutable;
using Runproof.Core.Hashing;
using Runproof.Core.Traces;

namespace Runproof.Verifier.Disputes;

/// <summary>
/// Records and values of a claimed run. The verifier has those that a proof opens; whoever makes a proof has the trace, and notes what is asked for: the same questions,
/// asked in the same way, so that a proof holds what its verification takes and nothing else.
/// </summary>
public abstract class FraudEvidence
{
    /// <summary>The record at a position of the claimed run; null where it is not at hand.</summary>
    /// <param name="position">From 0.</param>
    public abstract StepRecord? RecordAt(ulong position);

    /// <summary>The record of a step of the program; null where it is not at hand.</summary>
    /// <param name="path">The step's coordinates.</param>
    public abstract StepRecord? RecordOf(ImmutableArray<uint> path);

    /// <summary>The record of the last call of a fold; null where none is at hand.</summary>
    /// <param name="path">The fold's coordinates, without the number of the call.</param>
    public abstract StepRecord? LastCallOf(ImmutableArray<uint> path);

    /// <summary>The bytes that have a digest.</summary>
    /// <param name="digest">The digest.</param>
    /// <param name="value">The bytes.</param>
    public abstract bool TryGetValue(Digest digest, out ReadOnlyMemory<byte> value);
}
