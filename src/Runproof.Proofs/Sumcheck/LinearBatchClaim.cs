using System.Collections.Immutable;
using Runproof.Proofs.Fields;

namespace Runproof.Proofs.Sumcheck;

/// <summary>Claims on several multilinear polynomials, which may differ in size, that are to become one value of each at one point.</summary>
/// <typeparam name="E">The field of challenges.</typeparam>
public sealed class LinearBatchClaim<E>
    where E : struct, IField<E>
{
    /// <summary>Claims on polynomials of given sizes.</summary>
    /// <param name="variables">The number of variables of every polynomial.</param>
    /// <param name="claims">The claims: every polynomial is in one of them at least, since one that is in none would end in a value that nothing binds.</param>
    public LinearBatchClaim(ImmutableArray<int> variables, ImmutableArray<LinearClaim<E>> claims)
    {
        foreach (int count in variables)
            SumcheckShape.RequireClaim(count, 1);
        var claimed = new bool[variables.Length];
        foreach (var claim in claims)
        {
            if (claim.Terms.IsEmpty)
                throw new ArgumentException("a claim has no term", nameof(claims));
            foreach (var term in claim.Terms)
            {
                if ((uint)term.Polynomial >= (uint)variables.Length || term.Form.Variables != variables[term.Polynomial])
                    throw new ArgumentException("a term names no polynomial of the batch, or is a form on another size", nameof(claims));
                claimed[term.Polynomial] = true;
            }
        }

        if (Array.IndexOf(claimed, false) is >= 0 and var missing)
            throw new ArgumentException($"polynomial {missing} has no claim", nameof(claims));
        Variables = variables;
        Claims = claims;
    }

    /// <summary>The number of variables of every polynomial.</summary>
    public ImmutableArray<int> Variables { get; }

    /// <summary>The claims.</summary>
    public ImmutableArray<LinearClaim<E>> Claims { get; }

    /// <summary>The number of variables of the largest polynomial: the rounds of the proof.</summary>
    public int MostVariables
    {
        get
        {
            int most = 0;
            foreach (int variables in Variables)
                most = Math.Max(most, variables);
            return most;
        }
    }

    /// <summary>The claim that the sumcheck is about: the values, weighted with the powers of a challenge.</summary>
    internal SumcheckClaim<E> Combine(E factor)
    {
        E sum = E.Zero;
        for (int i = Claims.Length - 1; i >= 0; i--)
            sum = (sum * factor) + Claims[i].Value;
        return new(MostVariables, 2, sum);
    }
}
