namespace Runproof.Proofs;

/// <summary>How many threads a prover may use, and how it is told to stop.</summary>
/// <remarks>Work is cut into pieces by its size alone and joined in order, so that no byte of a proof depends on <paramref name="Count"/>.</remarks>
/// <param name="Count">Threads that may run at once. Range: at least 1.</param>
/// <param name="Cancellation">Ends the work between two pieces with an <see cref="OperationCanceledException"/>.</param>
public readonly record struct Workers(int Count, CancellationToken Cancellation = default)
{
    /// <summary>The calling thread alone.</summary>
    public static Workers One => new(1);

    /// <summary>Runs a body for every piece of a range that is cut at multiples of a grain.</summary>
    /// <param name="length">Length of the range.</param>
    /// <param name="grain">Length of every piece but the last.</param>
    /// <param name="body">Receives the index of the piece, its start and its length; pieces run in any order and at once.</param>
    internal void ForEach(int length, int grain, Action<int, int, int> body)
    {
        int pieces = Pieces(length, grain);
        if (Count <= 1 || pieces <= 1)
        {
            for (int piece = 0; piece < pieces; piece++)
            {
                Cancellation.ThrowIfCancellationRequested();
                body(piece, piece * grain, Math.Min(grain, length - (piece * grain)));
            }

            return;
        }

        var options = new ParallelOptions { MaxDegreeOfParallelism = Count, CancellationToken = Cancellation };
        Parallel.For(0, pieces, options, piece => body(piece, piece * grain, Math.Min(grain, length - (piece * grain))));
    }

    /// <summary>Into how many pieces <see cref="ForEach"/> cuts.</summary>
    internal static int Pieces(int length, int grain) => (int)(((long)length + grain - 1) / grain);
}
