using Runproof.Proofs;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Lookups;
using Runproof.Proofs.Transcripts;

namespace Runproof.Bench;

/// <summary>A lookup argument of the size and make of a small network: two columns, a table of 2^12 rows, 2^17 lookups.</summary>
internal sealed class ProofsLookups
{
    private const int LogTable = 12;
    private const int LogLookups = 17;

    private readonly LookupStatement<Goldilocks> statement;
    private readonly Dictionary<LookupColumn, Goldilocks[]> columns = [];
    private readonly LookupProof<Goldilocks2> proof;

    public ProofsLookups()
    {
        Random random = new(1);
        var inputs = Enumerable.Range(0, 1 << LogTable).Select(row => Goldilocks.FromInt64(row - 2048)).ToArray();
        var outputs = Enumerable.Range(0, 1 << LogTable).Select(row => Goldilocks.FromInt64(Math.Clamp(row - 2048, 0, 255))).ToArray();
        statement = new([new(1, [[.. inputs], [.. outputs]])], [new(1, LogLookups)]);
        int[] rows = [.. Enumerable.Range(0, 1 << LogLookups).Select(_ => random.Next(1 << LogTable))];
        long[] counts = new long[1 << LogTable];
        foreach (int row in rows)
            counts[row]++;
        columns[LookupColumn.OfSite(0, 0)] = [.. rows.Select(row => inputs[row])];
        columns[LookupColumn.OfSite(0, 1)] = [.. rows.Select(row => outputs[row])];
        columns[LookupColumn.MultiplicitiesOf(0)] = [.. counts.Select(Goldilocks.FromInt64)];
        proof = Prove();
    }

    /// <summary>Lookups per call.</summary>
    public static int Count => 1 << LogLookups;

    /// <summary>Draws the challenges and proves, with two threads.</summary>
    public LookupProof<Goldilocks2> Prove()
    {
        Transcript transcript = new("bench", 1, "p100");
        var challenges = LookupChallenges.Draw<Goldilocks2, Goldilocks>(transcript, statement);
        return LookupProver.Prove(statement, Read, challenges, transcript, new Workers(2)).Proof;
    }

    /// <summary>Verifies the proof.</summary>
    public void Verify()
    {
        Transcript transcript = new("bench", 1, "p100");
        var challenges = LookupChallenges.Draw<Goldilocks2, Goldilocks>(transcript, statement);
        if (!LookupVerifier.TryVerify(statement, challenges, proof, transcript, out _, out var error))
            throw new InvalidOperationException(error.ToString());
    }

    private void Read(LookupColumn column, int start, Span<Goldilocks> values) => columns[column].AsSpan(start, values.Length).CopyTo(values);
}
