using Runproof.Proofs.Fields;
using Runproof.Proofs.Lookups;
using Runproof.Proofs.Polynomials;
using Runproof.Proofs.Tests.Reference;
using Runproof.Proofs.Transcripts;

namespace Runproof.Proofs.Tests.Toys;

/// <summary>Two tables, of one column and three rows and of two columns and five rows, and three sites that look into them.</summary>
internal sealed class LookupToy<E> : IToy
    where E : struct, IExtensionField<E, Goldilocks>
{
    private readonly LookupStatement<Goldilocks> statement;
    private readonly Dictionary<LookupColumn, Goldilocks[]> columns = [];

    public LookupToy()
    {
        var inputs = new ToyInputs("lookup");
        int[] rows = [3, 5];
        statement = new(
            [.. rows.Select((count, i) => new LookupTable<Goldilocks>(i + 1, [.. Enumerable.Range(0, i + 1).Select(_ => inputs.Point<Goldilocks>(count))]))],
            [new(1, 2), new(2, 3), new(2, 0)]);
        for (int table = 0; table < rows.Length; table++)
            columns[LookupColumn.MultiplicitiesOf(table)] = new Goldilocks[1 << statement.Tables[table].LogRows];
        for (int site = 0; site < statement.Sites.Length; site++)
        {
            int table = statement.Sites[site].TableId - 1;
            for (int row = 0; row < 1 << statement.Sites[site].LogRows; row++)
            {
                int chosen = inputs.Below(rows[table]);
                columns[LookupColumn.MultiplicitiesOf(table)][chosen] += Goldilocks.One;
                for (int column = 0; column <= table; column++)
                {
                    if (row == 0)
                        columns[LookupColumn.OfSite(site, column)] = new Goldilocks[1 << statement.Sites[site].LogRows];
                    columns[LookupColumn.OfSite(site, column)][row] = statement.Tables[table].Columns[column][chosen];
                }
            }
        }
    }

    public string Name => $"lookup-{typeof(E).Name.ToLowerInvariant()}";

    public byte[] Prove(Workers workers)
    {
        var transcript = Start();
        var challenges = LookupChallenges.Draw<E, Goldilocks>(transcript, statement);
        return LookupProofFormat.Write(LookupProver.Prove(statement, Read, challenges, transcript, workers).Proof);
    }

    public string? Refuse(ReadOnlySpan<byte> bytes)
    {
        var transcript = Start();
        var challenges = LookupChallenges.Draw<E, Goldilocks>(transcript, statement);
        if (!LookupProofFormat.TryRead<E, Goldilocks>(bytes, statement, out var proof, out var error)
            || !LookupVerifier.TryVerify(statement, challenges, proof, transcript, out var claims, out error))
            return error.Code.ToString();
        return claims.Openings.All(opening =>
            Multilinear.OfBase<E, Goldilocks>(columns[opening.Column]).Evaluate(opening.Point.AsSpan(), Workers.One).Equals(opening.Value)) ? null : "remaining";
    }

    public bool AcceptSlowly(ReadOnlySpan<byte> bytes) => SlowLookup<E>.Verify(Start(), statement, column => columns[column], bytes);

    private static Transcript Start() => new("toy", 1, "test");

    private void Read(LookupColumn column, int start, Span<Goldilocks> values) => columns[column].AsSpan(start, values.Length).CopyTo(values);
}
