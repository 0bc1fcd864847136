using Runproof.Circuits.Proving;
using Runproof.Core.Hashing;
using Runproof.Core.Verdicts;
using Runproof.Proofs.Security;

namespace Runproof.Verifier.Receipts;

/// <summary>What verifying one setup proof of a receipt showed.</summary>
/// <param name="Model">The digest of the bound model.</param>
/// <param name="Status">Passed, failed, or not attempted where something before it failed.</param>
/// <param name="Report">Its proven bits, term by term; null unless it passed.</param>
/// <param name="Error">Why it was refused; null unless it failed.</param>
public sealed record SetupResult(Digest Model, Verification Status, SecurityReport? Report = null, ProofError? Error = null);
