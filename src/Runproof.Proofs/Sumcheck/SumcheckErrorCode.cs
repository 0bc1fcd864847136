namespace Runproof.Proofs.Sumcheck;

/// <summary>Why a message of a sumcheck is refused.</summary>
public enum SumcheckErrorCode
{
    /// <summary>The proof has another number of rounds than the claim has variables.</summary>
    WrongRoundCount,

    /// <summary>The rounds of the proof have another degree than the claim.</summary>
    WrongDegree,

    /// <summary>The proof has another number of evaluations than the claim has polynomials.</summary>
    WrongEvaluationCount,

    /// <summary>The bytes are fewer or more than the claim asks for.</summary>
    WrongLength,

    /// <summary>An element of the field is not written in its one encoding.</summary>
    NonCanonicalElement,

    /// <summary>The evaluations at the random point do not give what the rounds left: the claim is false or the proof was changed.</summary>
    WrongEvaluation,
}
