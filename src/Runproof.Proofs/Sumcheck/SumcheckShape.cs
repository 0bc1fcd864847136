using Runproof.Proofs.Fields;
using Runproof.Proofs.Polynomials;

namespace Runproof.Proofs.Sumcheck;

/// <summary>Whether the messages of a proof are as many as its claim asks for.</summary>
internal static class SumcheckShape
{
    /// <summary>More than any table in memory has.</summary>
    private const int MaxVariables = 64;

    public static SumcheckError? Check<E>(int variables, int degree, SumcheckProof<E> proof)
        where E : struct, IField<E>
    {
        RequireClaim(variables, degree);
        if (proof.Degree != degree)
            return new(SumcheckErrorCode.WrongDegree, degree, proof.Degree);
        if (proof.Messages.Length != variables * degree)
            return new(SumcheckErrorCode.WrongRoundCount, variables, proof.Messages.Length / degree);
        return null;
    }

    public static SumcheckError? Check<E>(int evaluations, EvaluatedProof<E> proof)
        where E : struct, IField<E> =>
        proof.Evaluations.Length == evaluations ? null : new(SumcheckErrorCode.WrongEvaluationCount, evaluations, proof.Evaluations.Length);

    /// <summary>Claims are made by the verifier's own side: a bad one is a mistake there, not a lie.</summary>
    public static void RequireClaim(int variables, int degree)
    {
        RoundPolynomial.RequireDegree(degree);
        ArgumentOutOfRangeException.ThrowIfNegative(variables);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(variables, MaxVariables);
    }
}
