using Runproof.Core.Merkle;
using Runproof.Core.Traces;

namespace Runproof.Verifier.Disputes;

/// <summary>A step record with what shows that a claim commits to it.</summary>
/// <param name="Record">The record. Its own index may be anything: the opening says where it stands.</param>
/// <param name="Opening">Opens the root of the claim.</param>
public sealed record OpenedRecord(StepRecord Record, MerkleOpening Opening);
