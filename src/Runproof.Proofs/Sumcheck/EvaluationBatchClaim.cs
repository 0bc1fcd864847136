using System.Collections.Immutable;
using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Sumcheck;

/// <summary>Claims on several multilinear polynomials, which may differ in size, that are to become one value of each at one point.</summary>
/// <typeparam name="E">The field of challenges.</typeparam>
public sealed class EvaluationBatchClaim<E>
    where E : struct, IField<E>
{
    /// <summary>Claims on polynomials of given sizes.</summary>
    /// <param name="variables">The number of variables of every polynomial.</param>
    /// <param name="evaluations">The claims: at least one on every polynomial, since a polynomial without any would end in a value that nothing binds.</param>
    public EvaluationBatchClaim(ImmutableArray<int> variables, ImmutableArray<EvaluationClaim<E>> evaluations)
    {
        foreach (var evaluation in evaluations)
        {
            if ((uint)evaluation.Polynomial >= (uint)variables.Length || evaluation.Point.Length != variables[evaluation.Polynomial])
                throw new ArgumentException("a claim names no polynomial of the batch, or a point of another size", nameof(evaluations));
        }

        for (int i = 0; i < variables.Length; i++)
        {
            SumcheckShape.RequireClaim(variables[i], 1);
            if (!evaluations.Any(evaluation => evaluation.Polynomial == i))
                throw new ArgumentException($"polynomial {i} has no claim", nameof(evaluations));
        }

        Variables = variables;
        Evaluations = evaluations;
    }

    /// <summary>The number of variables of every polynomial.</summary>
    public ImmutableArray<int> Variables { get; }

    /// <summary>The claims.</summary>
    public ImmutableArray<EvaluationClaim<E>> Evaluations { get; }

    /// <summary>The number of variables of the largest polynomial: the rounds of the proof.</summary>
    public int MostVariables => Variables.IsEmpty ? 0 : Variables.Max();

    /// <summary>The claim that the sumcheck is about: the values, weighted with the powers of a challenge.</summary>
    internal SumcheckClaim<E> Combine(E factor)
    {
        E sum = E.Zero;
        for (int i = Evaluations.Length - 1; i >= 0; i--)
            sum = (sum * factor) + Evaluations[i].Value;
        return new(MostVariables, 2, sum);
    }
}
