using Runproof.Proofs.Fields;
using Runproof.Proofs.Polynomials;
using Runproof.Proofs.Sumcheck;
using Runproof.Proofs.Tests.Reference;
using Runproof.Proofs.Tests.Sumcheck;
using Runproof.Proofs.Transcripts;

namespace Runproof.Proofs.Tests.Toys;

/// <summary>The sum of a product of three polynomials in four variables, and the same weighted with eq.</summary>
internal sealed class ProductToy<E>(bool weighted) : IToy
    where E : struct, IField<E>
{
    private const int Variables = 4;
    private const int Factors = 3;

    private readonly E[][] tables = [.. Enumerable.Range(0, Factors).Select(i => new ToyInputs($"factor-{i}").Elements<E>(1 << Variables))];
    private readonly E[] point = new ToyInputs("point").Elements<E>(Variables);
    private SumcheckClaim<E>? plain;
    private EqSumcheckClaim<E>? eq;

    public string Name => $"{(weighted ? "eq" : "product")}-sumcheck-{typeof(E).Name.ToLowerInvariant()}";

    private SumcheckClaim<E> Plain => plain ??= new(Variables, Factors, Sum(_ => E.One));

    private EqSumcheckClaim<E> Eq => eq ??= new([.. point], Factors, Sum(x => EqTable.Evaluate<E>(point, [.. Bits(x)])));

    public byte[] Prove(Workers workers)
    {
        var polynomials = Protocol.Polynomials(tables);
        if (!weighted)
        {
            var proof = ProductSumcheckProver.Prove(Plain, polynomials, Start(), workers, out _);
            var bytes = new byte[SumcheckFormat.Size<E>(Variables, Factors, Factors)];
            SumcheckFormat.Write(proof, bytes);
            return bytes;
        }

        using var rounds = new ProductRounds<E>(polynomials, [.. point], workers);
        var eqProof = EqSumcheckProver.Prove(Eq, rounds, Start(), out _);
        var eqBytes = new byte[SumcheckFormat.Size<E>(Variables, Factors)];
        SumcheckFormat.Write(eqProof, eqBytes);
        return eqBytes;
    }

    public string? Refuse(ReadOnlySpan<byte> bytes)
    {
        SumcheckError? error;
        if (!weighted)
        {
            if (!SumcheckFormat.TryRead<E>(Variables, Factors, Factors, bytes, out var proof, out error)
                || !ProductSumcheckVerifier.TryVerify(Plain, proof, Start(), out var claims, out error))
                return error.Code.ToString();
            return claims.Values.SequenceEqual(Values(claims.Point.AsSpan())) ? null : "remaining";
        }

        if (!SumcheckFormat.TryRead<E>(Variables, Factors, bytes, out var eqProof, out error)
            || !EqSumcheckVerifier.TryVerify(Eq, eqProof, Start(), out var remaining, out error))
            return error.Code.ToString();
        return Values(remaining.Point.AsSpan()).Aggregate(E.One, (product, value) => product * value).Equals(remaining.Value) ? null : "remaining";
    }

    public bool AcceptSlowly(ReadOnlySpan<byte> bytes)
    {
        if (Slow<E>.ReadAll(bytes) is not { } elements || elements.Length != (Variables * Factors) + (weighted ? 0 : Factors))
            return false;
        var slow = tables.Select(Slow<E>.From).ToArray();
        var z = Slow<E>.From(point);
        Slow<E> sum = Slow<E>.Zero;
        for (int x = 0; x < 1 << Variables; x++)
            sum += slow.Aggregate(weighted ? SlowSumcheck<E>.Eq(z, x) : Slow<E>.One, (product, table) => product * table[x]);
        var messages = elements.AsSpan(0, Variables * Factors);
        var (at, remaining) = weighted
            ? SlowSumcheck<E>.Eq(Start(), z, Factors, sum, messages)
            : SlowSumcheck<E>.Plain(Start(), Variables, Factors, sum, messages);
        var values = slow.Select(table => SlowSumcheck<E>.Extension(table, at)).ToArray();
        var sent = weighted ? values : elements[messages.Length..];
        return sent.SequenceEqual(values) && values.Aggregate(Slow<E>.One, (product, value) => product * value) == remaining;
    }

    private static Transcript Start() => new("toy", 1, "test");

    private static IEnumerable<E> Bits(int x) => Enumerable.Range(0, Variables).Select(j => (x >> (Variables - 1 - j) & 1) == 1 ? E.One : E.Zero);

    private E Sum(Func<int, E> weight) => Protocol.Sum(tables, weight);

    private IEnumerable<E> Values(ReadOnlySpan<E> at)
    {
        var copy = at.ToArray();
        return tables.Select(table => Multilinear.Of<E>(table).Evaluate(copy, Workers.One));
    }
}
