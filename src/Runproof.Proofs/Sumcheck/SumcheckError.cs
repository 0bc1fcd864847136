namespace Runproof.Proofs.Sumcheck;

/// <summary>Why and where a sumcheck is refused.</summary>
/// <param name="Code">Why.</param>
/// <param name="Expected">What the claim asks for: a count or a number of bytes; 0 where neither applies.</param>
/// <param name="Actual">
/// What was found: a count, a number of bytes or, for an element that is not canonical, the byte where it begins; 0 where none applies.
/// </param>
public sealed record SumcheckError(SumcheckErrorCode Code, int Expected = 0, int Actual = 0);
