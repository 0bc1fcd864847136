using Runproof.Proofs.Hashing;

namespace Runproof.Verifier.Receipts;

/// <summary>The commitment to a value that one proof makes and others read. Its shape follows from the circuit that makes the value.</summary>
/// <param name="Step">The step that makes the value, by position in the program.</param>
/// <param name="Output">Which of its outputs.</param>
/// <param name="Root">The root of the commitment.</param>
public sealed record ReceiptBoundary(int Step, int Output, Hash256 Root);
