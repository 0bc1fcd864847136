using System.Collections.Immutable;
using Runproof.Circuits.Proving;
using Runproof.Core.Verdicts;
using Runproof.Proofs.Security;

namespace Runproof.Verifier.Receipts;

/// <summary>What verifying one proof of a receipt showed.</summary>
/// <param name="Steps">The steps that it covers.</param>
/// <param name="Status">Passed, failed, or not attempted where something before it failed.</param>
/// <param name="Report">Its proven bits, term by term; null unless it passed.</param>
/// <param name="Error">Why it was refused; null unless it failed.</param>
public sealed record ProofResult(ImmutableArray<int> Steps, Verification Status, SecurityReport? Report = null, ProofError? Error = null);
