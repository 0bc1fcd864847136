using System.Collections.Immutable;
using Runproof.Core.Diagnostics;
using Runproof.Core.Traces;
using Runproof.Runs.Diff;
using Runproof.Verifier.Disputes;

namespace Runproof.Runs.Disputes;

/// <summary>What executing a claimed run again showed.</summary>
/// <param name="First">In what the claim differs first; null where it does not.</param>
/// <param name="Message">How it differs, in words; empty where it does not.</param>
/// <param name="Values">The values that differ there: claimed on the left, executed on the right.</param>
/// <param name="Proof">The proof that the claim is false; null where it does not differ, or the trace does not show it.</param>
/// <param name="Problem">Why there is no proof, or not everything could be executed again; null where nothing is in the way.</param>
/// <param name="Executed">How many steps were executed again.</param>
public sealed record DisputeResult(Divergence? First, string Message, ImmutableArray<ValueDifference> Values, FraudProof? Proof, Diagnostic? Problem, int Executed);
