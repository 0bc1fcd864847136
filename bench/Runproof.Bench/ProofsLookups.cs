using Runproof.Proofs;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Lookups;
using Runproof.Proofs.Transcripts;

namespace Runproof.Bench;

/// <summary>A lookup argument of the make of a small network: a table of two columns and 2^12 rows, and sites that fill the tree up to 2^17 leaves, or another number.</summary>
internal sealed class ProofsLookups
{
    private const int LogTable = 12;

    private readonly int logLeaves;
    private readonly LookupStatement<Goldilocks> statement;
    private readonly Dictionary<LookupColumn, Goldilocks[]> columns = [];
    private readonly LookupProof<Goldilocks2>? proof;

    public ProofsLookups(bool prove = true, int logLeaves = 17)
    {
        this.logLeaves = logLeaves;
        Random random = new(1);
        var inputs = Enumerable.Range(0, 1 << LogTable).Select(row => Goldilocks.FromInt64(row - 2048)).ToArray();
        var outputs = Enumerable.Range(0, 1 << LogTable).Select(row => Goldilocks.FromInt64(Math.Clamp(row - 2048, 0, 255))).ToArray();
        statement = new([new(1, [[.. inputs], [.. outputs]])], [.. Enumerable.Range(LogTable, logLeaves - LogTable).Select(size => new LookupSite(1, size))]);
        long[] counts = new long[1 << LogTable];
        for (int site = 0; site < statement.Sites.Length; site++)
        {
            int[] rows = [.. Enumerable.Range(0, 1 << statement.Sites[site].LogRows).Select(_ => random.Next(1 << LogTable))];
            foreach (int row in rows)
                counts[row]++;
            columns[LookupColumn.OfSite(site, 0)] = [.. rows.Select(row => inputs[row])];
            columns[LookupColumn.OfSite(site, 1)] = [.. rows.Select(row => outputs[row])];
        }

        columns[LookupColumn.MultiplicitiesOf(0)] = [.. counts.Select(Goldilocks.FromInt64)];
        proof = prove ? Prove() : null;
    }

    /// <summary>Lookups per call.</summary>
    public int Count => (1 << logLeaves) - (1 << LogTable);

    /// <summary>Draws the challenges and proves.</summary>
    public LookupProof<Goldilocks2> Prove(int threads = 2)
    {
        Transcript transcript = new("bench", 1, "p100");
        var challenges = LookupChallenges.Draw<Goldilocks2, Goldilocks>(transcript, statement);
        return LookupProver.Prove(statement, Read, challenges, transcript, new Workers(threads)).Proof;
    }

    /// <summary>Verifies the proof.</summary>
    public void Verify()
    {
        Transcript transcript = new("bench", 1, "p100");
        var challenges = LookupChallenges.Draw<Goldilocks2, Goldilocks>(transcript, statement);
        if (!LookupVerifier.TryVerify(statement, challenges, proof!, transcript, out _, out var error))
            throw new InvalidOperationException(error.ToString());
    }

    /// <summary>Bytes of the columns that a commitment holds.</summary>
    public long CommittedBytes => columns.Values.Sum(column => (long)column.Length * sizeof(ulong));

    /// <summary>The proof's bytes.</summary>
    public byte[] Bytes() => LookupProofFormat.Write(proof!);

    /// <summary>Whether bytes are a proof that verifies and leaves true values.</summary>
    public bool Accepts(byte[] bytes)
    {
        Transcript transcript = new("bench", 1, "p100");
        var challenges = LookupChallenges.Draw<Goldilocks2, Goldilocks>(transcript, statement);
        return LookupProofFormat.TryRead<Goldilocks2, Goldilocks>(bytes, statement, out var read, out _)
            && LookupVerifier.TryVerify(statement, challenges, read, transcript, out _, out _)
            && read.Evaluations.SequenceEqual(proof!.Evaluations);
    }

    private void Read(LookupColumn column, int start, Span<Goldilocks> values) => columns[column].AsSpan(start, values.Length).CopyTo(values);
}
