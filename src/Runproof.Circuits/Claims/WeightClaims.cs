using System.Collections.Immutable;
using Runproof.Circuits.Witness;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Sumcheck;

namespace Runproof.Circuits.Claims;

/// <summary>Turns what is said of bound weights, at the point where the witness was opened, into linear claims on their commitment. Both sides use it.</summary>
internal static class WeightClaims
{
    /// <summary>The claims: per bound claim one for its constant, and one for its form on each commitment.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="bound">What is said, in the order of the proof.</param>
    /// <param name="values">The values of the forms, in order.</param>
    /// <param name="point">The point of the batch; a polynomial's own is its end.</param>
    public static ImmutableArray<LinearClaim<E>> Make<E>(WitnessPlan plan, ImmutableArray<BoundClaim<E>> bound, ImmutableArray<E> values, ImmutableArray<E> point)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        var constants = new TensorCoefficients<E>(plan, null, []);
        var coefficients = new SortedDictionary<int, TensorCoefficients<E>>();
        var claims = ImmutableArray.CreateBuilder<LinearClaim<E>>();
        int next = 0;
        foreach (var claim in bound)
        {
            claims.Add(Make(plan, claim, constants, claim.Constant, withBias: true));
            foreach (int polynomial in claim.Polynomials)
            {
                if (!coefficients.TryGetValue(polynomial, out var at))
                    coefficients.Add(polynomial, at = new(plan, polynomial, point.AsSpan()[^CircuitClaims<E>.VariablesOf(plan, polynomial)..]));
                claims.Add(Make(plan, claim, at, values[next++], withBias: false));
            }
        }

        return claims.ToImmutable();
    }

    private static LinearClaim<E> Make<E>(WitnessPlan plan, BoundClaim<E> claim, TensorCoefficients<E> coefficients, E value, bool withBias)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        var layout = plan.Statement.Bound!.Layout;
        var runs = ImmutableArray.CreateBuilder<(int, ReadOnlyMemory<E>)>();
        foreach (var term in claim.Terms)
        {
            var slice = plan.Statement.Slices[term.Slice];
            int number = slice.BoundCircuit!.Value;
            var shape = layout.Circuits[number][term.Map.Parameter];
            var (weightsStart, biasesStart) = layout.StartOf(number, term.Map.Parameter);
            var weights = new E[shape.WeightCount];
            var biases = new E[shape.HasBias ? shape.Outputs : 0];
            term.Map.PullToWeights(term.Weights, slice.Circuit.Tensors[term.Source].Shape, coefficients.Of(term.Slice, term.Source), weights, biases);
            runs.Add((weightsStart, weights));
            if (withBias && shape.HasBias)
                runs.Add((biasesStart, biases));
        }

        return new([new(0, new SegmentForm<E>(plan.Statement.Bound.Commitment.Geometry.Variables, runs.ToImmutable()))], value);
    }
}
