using System.Collections.Immutable;
using Runproof.Circuits.Bound;
using Runproof.Circuits.Witness;
using Runproof.Proofs;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Sumcheck;

namespace Runproof.Circuits.Claims;

/// <summary>All claims of a proof on what is committed.</summary>
/// <typeparam name="E">The field of challenges.</typeparam>
internal sealed class CircuitClaims<E>
    where E : struct, IExtensionField<E, Goldilocks>
{
    private CircuitClaims(LinearClaim<E>[] claims, BoundClaim<E>[] bound)
    {
        PublicValuesFit = claims.All(claim => !claim.Terms.IsEmpty || claim.Value.Equals(E.Zero));
        Claims = [.. claims.Where(claim => !claim.Terms.IsEmpty)];
        Bound = [.. bound];
    }

    /// <summary>Whether every claim that is about public values only holds.</summary>
    public bool PublicValuesFit { get; }

    /// <summary>The claims on the witness and the boundaries.</summary>
    public ImmutableArray<LinearClaim<E>> Claims { get; }

    /// <summary>What remains to be shown of bound weights.</summary>
    public ImmutableArray<BoundClaim<E>> Bound { get; }

    /// <summary>The owner's claims.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="assembler">Makes them.</param>
    /// <param name="weights">The bound weights; null where all weights are public.</param>
    /// <param name="workers">Who works.</param>
    public static CircuitClaims<E> Make(WitnessPlan plan, ClaimAssembler<E> assembler, CommittedWeights? weights, Workers workers)
    {
        var structure = BoundStructure.Of(plan);
        var claims = new LinearClaim<E>[assembler.Count];
        var bound = new BoundClaim<E>[structure.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = workers.Count, CancellationToken = workers.Cancellation };
        Parallel.For(0, claims.Length, options, i =>
        {
            int at = IndexOf(structure, i);
            claims[i] = Finish(plan, assembler, i, (terms, polynomials) => bound[at] = OfOwner(plan, weights!, terms, polynomials), at < 0 ? [] : structure[at].Polynomials);
        });
        return new(claims, bound);
    }

    /// <summary>A verifier's claims.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="assembler">Makes them.</param>
    /// <param name="constants">What the proof says of the constants of bound layers, one per claim of the structure.</param>
    /// <param name="values">What it says of their forms, per claim one for each commitment.</param>
    public static CircuitClaims<E> Make(WitnessPlan plan, ClaimAssembler<E> assembler, ImmutableArray<E> constants, ImmutableArray<E> values)
    {
        var structure = BoundStructure.Of(plan);
        var claims = new LinearClaim<E>[assembler.Count];
        var bound = new BoundClaim<E>[structure.Length];
        int next = 0;
        for (int i = 0; i < claims.Length; i++)
        {
            int at = IndexOf(structure, i);
            claims[i] = Finish(plan, assembler, i, (terms, polynomials) =>
            {
                ImmutableArray<BoundForm<E>> forms = [.. polynomials.Select((polynomial, p) => new BoundForm<E>(VariablesOf(plan, polynomial), values[next + p]))];
                next += forms.Length;
                return bound[at] = new(terms, constants[at], polynomials, forms);
            }, at < 0 ? [] : structure[at].Polynomials);
        }

        return new(claims, bound);
    }

    /// <summary>The variables of a commitment's polynomial: 0 for the witness, then the boundaries.</summary>
    public static int VariablesOf(WitnessPlan plan, int polynomial) =>
        (polynomial == 0 ? plan.Geometry : plan.Statement.Boundaries[polynomial - 1].Geometry).Variables;

    private static int IndexOf(ImmutableArray<(int Claim, ImmutableArray<int> Polynomials)> structure, int claim)
    {
        for (int i = 0; i < structure.Length; i++)
        {
            if (structure[i].Claim == claim)
                return i;
        }

        return -1;
    }

    private static LinearClaim<E> Finish(
        WitnessPlan plan,
        ClaimAssembler<E> assembler,
        int index,
        Func<ImmutableArray<BoundTerm<E>>, ImmutableArray<int>, BoundClaim<E>> bind,
        ImmutableArray<int> polynomials)
    {
        if (assembler.MakePoint(index) is { } point)
            return point;
        var pending = assembler.MakeWide(index);
        var terms = pending.Weights.Finish();
        E value = pending.Sum - pending.Weights.Constant;
        if (pending.Weights.BoundTerms.Count == 0)
            return new(terms, value);
        var bound = bind([.. pending.Weights.BoundTerms], polynomials);
        return new([.. terms, .. bound.Polynomials.Zip(bound.Forms, (polynomial, form) => new LinearTerm<E>(polynomial, form))], value - bound.Constant);
    }

    private static BoundClaim<E> OfOwner(WitnessPlan plan, CommittedWeights weights, ImmutableArray<BoundTerm<E>> terms, ImmutableArray<int> polynomials)
    {
        var pulled = new PulledWeights<E>(plan);
        foreach (var term in terms)
            pulled.OnTerm(term.Slice, term.Source, term.Map, term.Weights, weights.Weights[plan.Statement.Slices[term.Slice].BoundCircuit!.Value]);
        var made = pulled.Finish();
        var forms = polynomials.Select(polynomial => made.FirstOrDefault(term => term.Polynomial == polynomial)?.Form as SegmentForm<E>
            ?? new SegmentForm<E>(VariablesOf(plan, polynomial), []));
        return new(terms, pulled.Constant, polynomials, [.. forms.Select(form => new BoundForm<E>(form))]);
    }
}
