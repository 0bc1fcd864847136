using System.Buffers;
using System.Collections.Immutable;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Polynomials;
using Runproof.Proofs.Sumcheck;
using Runproof.Proofs.Transcripts;

namespace Runproof.Proofs.Lookups;

/// <summary>Proves that every row of every site is a row of its table. Mirror: <see cref="LookupVerifier"/>.</summary>
public static class LookupProver
{
    private const int Grain = 2048;
    private const int Block = 256;

    /// <summary>Proves a lookup argument.</summary>
    /// <remarks>
    /// <b>Transcript</b>: as in <see cref="LookupVerifier.TryReduce"/>. A column that breaks the statement gives a proof that the verifier refuses.
    /// </remarks>
    /// <param name="statement">What is shown.</param>
    /// <param name="columns">The committed columns. Multiplicity m of a row says how often the sites, padding included, look it up.</param>
    /// <param name="challenges">What the transcript gave after it had absorbed the columns.</param>
    /// <param name="transcript">The transcript.</param>
    /// <param name="workers">Who works.</param>
    /// <returns>The proof and the claims that it leaves.</returns>
    public static (LookupProof<E> Proof, LookupClaims<E> Claims) Prove<E, F>(
        LookupStatement<F> statement, ColumnReader<F> columns, LookupChallenges<E> challenges, Transcript transcript, Workers workers)
        where E : struct, IExtensionField<E, F>
        where F : struct, IField<F>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(challenges.Columns.Length, statement.Columns, nameof(challenges));
        using FractionTree<E> tree = new(statement.Depth, statement.LeadingLookups);
        FillLeaves(tree, statement, columns, challenges, workers);
        return ProveTree(tree, statement, columns, transcript, workers);
    }

    /// <summary>Proves the sum of leaves as they are, right or wrong.</summary>
    internal static (LookupProof<E> Proof, LookupClaims<E> Claims) ProveTree<E, F>(
        FractionTree<E> tree, LookupStatement<F> statement, ColumnReader<F> columns, Transcript transcript, Workers workers)
        where E : struct, IExtensionField<E, F>
        where F : struct, IField<F>
    {
        tree.Sum(workers);
        Fraction<E> root = tree.Root;
        LookupMessages.AppendRoot(transcript, root);

        var claim = root;
        ImmutableArray<E> point = [];
        var layers = ImmutableArray.CreateBuilder<LookupLayer<E>>(tree.Depth);
        LookupLayer<E>? layer = null;
        for (int depth = 0; depth < tree.Depth; depth++)
        {
            (layer, var below) = ProveLayer(tree, layer, claim, point, transcript, workers);
            layers.Add(layer);
            (claim, point) = LookupMessages.NextClaim(transcript, layer, below);
        }

        var evaluations = ImmutableArray.CreateRange(statement.CommittedColumns, column => Evaluate(statement, column, columns, point, workers));
        LookupMessages.AppendEvaluations(transcript, evaluations);
        return (new(root, layers.MoveToImmutable(), evaluations), new(root, LookupMessages.Openings(statement, point, evaluations)));
    }

    /// <summary>Writes 1/(α − row) for lookups, −m/(α − row) for table rows and 0/1 for the padding behind them.</summary>
    internal static void FillLeaves<E, F>(
        FractionTree<E> tree, LookupStatement<F> statement, ColumnReader<F> columns, LookupChallenges<E> challenges, Workers workers)
        where E : struct, IExtensionField<E, F>
        where F : struct, IField<F>
    {
        var numerators = tree.Numerators(tree.Depth);
        var denominators = tree.Denominators(tree.Depth);
        int end = 0;
        foreach (var block in statement.Blocks)
        {
            var table = block.IsTable ? statement.Tables[block.Owner] : statement.TableOf(statement.Sites[block.Owner]);
            workers.ForEach(block.Length, Grain, (_, start, count) =>
            {
                var buffer = ArrayPool<F>.Shared.Rent(count);
                var values = buffer.AsSpan(0, count);
                var denominator = denominators.Span.Slice(block.Start + start, count);
                var numerator = numerators.Span.Slice(block.Start + start, count);
                denominator.Fill(challenges.Constant(table.Id));
                for (int column = 0; column < table.Columns.Length; column++)
                {
                    if (block.IsTable)
                        table.Read(column, start, values);
                    else
                        columns(LookupColumn.OfSite(block.Owner, column), start, values);
                    SubtractScaled(values, challenges.Columns[column], denominator);
                }

                if (!tree.AreOnes(block.Start + start, count))
                    numerator.Fill(E.One);
                if (block.IsTable)
                {
                    columns(LookupColumn.MultiplicitiesOf(block.Owner), start, values);
                    for (int i = 0; i < count; i++)
                        numerator[i] = E.FromBase(-values[i]);
                }

                ArrayPool<F>.Shared.Return(buffer);
            });
            end = block.Start + block.Length;
        }

        numerators.Span[end..].Clear();
        denominators.Span[end..].Fill(E.One);
    }

    private static (LookupLayer<E> Layer, ImmutableArray<E> Point) ProveLayer<E>(
        FractionTree<E> tree, LookupLayer<E>? above, Fraction<E> claim, ImmutableArray<E> point, Transcript transcript, Workers workers)
        where E : struct, IField<E>
    {
        E lambda = LookupMessages.DrawLambda<E>(transcript, point.Length);
        FractionRounds<E> rounds = new(tree, above, point, lambda, workers);
        var proof = EqSumcheckProver.Prove(LookupMessages.LayerClaim(claim, lambda, point), rounds, transcript, out var remaining);
        return (rounds.Finish(proof.Messages), remaining.Point);
    }

    private static void SubtractScaled<E, F>(ReadOnlySpan<F> values, E factor, Span<E> target)
        where E : struct, IExtensionField<E, F>
        where F : struct, IField<F>
    {
        var buffer = ArrayPool<E>.Shared.Rent(2 * Block);
        var factors = buffer.AsSpan(0, Block);
        factors.Fill(factor);
        for (int at = 0; at < target.Length; at += Block)
        {
            int block = Math.Min(Block, target.Length - at);
            var product = buffer.AsSpan(Block, block);
            E.Multiply(factors[..block], values.Slice(at, block), product);
            var difference = target.Slice(at, block);
            E.Subtract(difference, product, difference);
        }

        ArrayPool<E>.Shared.Return(buffer);
    }

    private static E Evaluate<E, F>(LookupStatement<F> statement, LookupColumn column, ColumnReader<F> columns, ImmutableArray<E> point, Workers workers)
        where E : struct, IExtensionField<E, F>
        where F : struct, IField<F>
    {
        int variables = statement.LogRowsOf(column);
        SplitEqTable<E> weights = new(point.AsSpan()[^variables..]);
        var low = weights.Low.ToArray();
        var high = weights.High.ToArray();
        var partial = new E[high.Length];
        workers.ForEach(high.Length, Math.Max(Grain / low.Length, 1), (_, start, count) =>
        {
            var buffer = ArrayPool<F>.Shared.Rent(low.Length);
            var values = buffer.AsSpan(0, low.Length);
            for (int run = start; run < start + count; run++)
            {
                columns(column, run * low.Length, values);
                partial[run] = high[run] * E.InnerProduct(low, values);
            }

            ArrayPool<F>.Shared.Return(buffer);
        });
        E sum = E.Zero;
        foreach (E part in partial)
            sum += part;
        return sum;
    }
}
