using Runproof.Proofs.Security;

namespace Runproof.Verifier.Receipts;

/// <summary>The proven bits of all proofs of a run, and of the setup proofs that they rely on.</summary>
/// <param name="Minimum">Those of the weakest term of the weakest proof: what a cheat faces who can evaluate the hash.</param>
/// <param name="Union">Those of the sum of all errors of all proofs.</param>
/// <param name="WorkBits">How many of the weakest query term's bits are work that a cheat spends before it learns the queries.</param>
public sealed record ProvenSecurity(SecurityBits Minimum, SecurityBits Union, int WorkBits);
