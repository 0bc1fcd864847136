using System.Collections.Immutable;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Polynomials;
using Runproof.Proofs.Sumcheck;
using Runproof.Proofs.Tests.Reference;
using Runproof.Proofs.Transcripts;

namespace Runproof.Proofs.Tests.Toys;

/// <summary>Linear claims of both forms on polynomials of three sizes, one of them over two polynomials.</summary>
internal sealed class BatchToy<E> : IToy
    where E : struct, IField<E>
{
    private readonly ImmutableArray<E[]> tables = [.. ((int[])[4, 2, 0]).Select(variables => new ToyInputs($"batch-{variables}").Elements<E>(1 << variables))];

    public string Name => $"linear-batch-{typeof(E).Name.ToLowerInvariant()}";

    private LinearBatchClaim<E> Claim => field ??= Over(tables, "batch");

    /// <summary>A claim at a point on every polynomial, and one of weighted runs on all of them together.</summary>
    public static LinearBatchClaim<E> Over(ImmutableArray<E[]> tables, string name)
    {
        var inputs = new ToyInputs(name);
        var claims = new List<LinearClaim<E>>();
        var terms = new List<LinearTerm<E>>();
        E sum = E.Zero;
        for (int i = 0; i < tables.Length; i++)
        {
            int variables = System.Numerics.BitOperations.Log2((uint)tables[i].Length);
            var point = inputs.Point<E>(variables);
            claims.Add(LinearClaim.At(i, point, Multilinear.Of<E>(tables[i]).Evaluate(point.AsSpan(), Workers.One)));
            int start = tables[i].Length / 4;
            var weights = inputs.Elements<E>((tables[i].Length / 2) + 1);
            terms.Add(new(i, new SegmentForm<E>(variables, [(start, weights.AsMemory(0, Math.Min(weights.Length, tables[i].Length - start))), (0, weights.AsMemory(0, 1))])));
            sum += weights[0] * tables[i][0];
            for (int j = 0; j < weights.Length && start + j < tables[i].Length; j++)
                sum += weights[j] * tables[i][start + j];
        }

        claims.Insert(1, new([.. terms], sum));
        return new([.. tables.Select(table => System.Numerics.BitOperations.Log2((uint)table.Length))], [.. claims]);
    }

    public byte[] Prove(Workers workers)
    {
        var claim = Claim;
        var proof = LinearBatchProver.Prove(claim, [.. tables.Select(table => Multilinear.Of<E>(table))], Start(), workers, out _);
        var bytes = new byte[SumcheckFormat.Size<E>(claim.MostVariables, 2, tables.Length)];
        SumcheckFormat.Write(proof, bytes);
        return bytes;
    }

    public string? Refuse(ReadOnlySpan<byte> bytes)
    {
        var claim = Claim;
        if (!SumcheckFormat.TryRead<E>(claim.MostVariables, 2, tables.Length, bytes, out var proof, out var error)
            || !LinearBatchVerifier.TryVerify(claim, proof, Start(), out var remaining, out error))
            return error.Code.ToString();
        for (int i = 0; i < tables.Length; i++)
        {
            if (!Multilinear.Of<E>(tables[i]).Evaluate(remaining.Point.AsSpan()[^claim.Variables[i]..], Workers.One).Equals(remaining.Values[i]))
                return "remaining";
        }

        return null;
    }

    public bool AcceptSlowly(ReadOnlySpan<byte> bytes)
    {
        var claim = Claim;
        if (Slow<E>.ReadAll(bytes) is not { } elements || SlowSumcheck<E>.Batch(Start(), claim, elements) is not var (point, values))
            return false;
        return Enumerable.Range(0, tables.Length).All(i =>
            SlowSumcheck<E>.Extension(Slow<E>.From(tables[i]), point.AsSpan(point.Length - claim.Variables[i])) == values[i]);
    }

    private static Transcript Start() => new("toy", 1, "test");
}
