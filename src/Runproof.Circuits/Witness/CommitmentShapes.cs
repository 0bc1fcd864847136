using System.Numerics;
using Runproof.Circuits.Tensors;
using Runproof.Proofs.Commitments;
using Runproof.Proofs.Security;

namespace Runproof.Circuits.Witness;

/// <summary>The shapes of the matrices that are committed to: a function of the number of values and the profile, so that both sides agree.</summary>
public static class CommitmentShapes
{
    /// <summary>Bits of work before the columns are drawn.</summary>
    internal const int WorkBits = 16;

    private const int LogBlowUp = 2;
    private const int MinLogColumns = 6;
    private const int MaxLogColumns = 18;
    private const int MaxRows = 1 << 16;
    private const int NodeSize = 32;

    /// <summary>The degree of the field of challenges.</summary>
    internal static int ChallengeDegree(SecurityProfile profile) => profile == SecurityProfile.P100 ? 2 : 3;

    /// <summary>The shape of the commitment to a tensor that two proofs share.</summary>
    /// <param name="shape">The tensor's shape.</param>
    /// <param name="profile">The security that is asked for.</param>
    public static LigeroGeometry OfBoundary(CircuitShape shape, SecurityProfile profile) =>
        OfLength(shape.PaddedCount, profile) ?? throw new ArgumentOutOfRangeException(nameof(shape));

    /// <summary>The shape of fewest proof bytes for a number of values; null where none is possible.</summary>
    internal static LigeroGeometry? OfLength(long length, SecurityProfile profile)
    {
        LigeroGeometry? best = null;
        long least = long.MaxValue;
        for (int log = MinLogColumns; log <= MaxLogColumns; log++)
        {
            long rows = Math.Max((length + (1L << log) - 1) >> log, 1);
            long bytes = ProofBytes(rows, log, profile);
            if (rows > MaxRows || bytes >= least)
                continue;
            least = bytes;
            best = new(new((int)rows, 1 << log, 0, log + LogBlowUp, Queries(profile)));
        }

        return best;
    }

    private static int Queries(SecurityProfile profile) => profile == SecurityProfile.P100 ? 124 : 166;

    // A row of challenges, opened columns with their salts, and the paths of a multiproof.
    private static long ProofBytes(long rows, int logColumns, SecurityProfile profile)
    {
        int queries = Queries(profile);
        int levels = Math.Max(logColumns + LogBlowUp - BitOperations.Log2((uint)queries), 0);
        return ((long)ChallengeDegree(profile) * sizeof(ulong) << logColumns) + (queries * ((rows * sizeof(ulong)) + NodeSize + ((long)levels * NodeSize)));
    }
}
