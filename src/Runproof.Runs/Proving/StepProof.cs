namespace Runproof.Runs.Proving;

/// <summary>What proving came to for one step.</summary>
/// <param name="Step">The step, by position in the program.</param>
/// <param name="ProveTime">Its share of the time of the proof, by the values that it commits to.</param>
/// <param name="VerifyTime">Its share of the time of the verification.</param>
/// <param name="ProofSize">Size of the proof that covers it, in bytes.</param>
internal sealed record StepProof(int Step, TimeSpan ProveTime, TimeSpan VerifyTime, int ProofSize);
