using System.Collections.Immutable;
using Runproof.Proofs.Security;

namespace Runproof.Runs.Planning;

/// <summary>The limits and wishes that decide what executes each slice.</summary>
/// <param name="Mode">Which backends may be used.</param>
/// <param name="TimeLimit">Wall time that the circuit of one slice may take for execution, proof and verification together.</param>
/// <param name="SizeLimit">Largest compiled circuit that is used, in bytes.</param>
/// <param name="VerifiedSlices">For each slice whether its circuit is wanted; a slice that is not listed is wanted.</param>
public sealed record RunPolicy(
    InferMode Mode,
    TimeSpan TimeLimit,
    long SizeLimit,
    ImmutableSortedDictionary<string, bool> VerifiedSlices)
{
    /// <summary>Time limit where nothing else is said: 300 seconds.</summary>
    public static readonly TimeSpan DefaultTimeLimit = TimeSpan.FromSeconds(300);

    /// <summary>Size limit where nothing else is said: 2 MiB.</summary>
    public const long DefaultSizeLimit = 2_097_152;

    /// <summary>Memory that proving may take, as predicted before it begins, in bytes; null for no limit.</summary>
    public long? MaxMemory { get; init; }

    /// <summary>The security of the proofs.</summary>
    public SecurityProfile Profile { get; init; } = SecurityProfile.P100;

    /// <summary>How the circuit steps are divided among proofs.</summary>
    public ProofLayout Layout { get; init; } = ProofLayout.Joint;

    /// <summary>Whether the circuit of a slice is wanted.</summary>
    public bool Wants(string sliceId) => VerifiedSlices.GetValueOrDefault(sliceId, true);
}
