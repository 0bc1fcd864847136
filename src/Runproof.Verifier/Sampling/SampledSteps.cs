using System.Buffers.Binary;
using System.Collections.Immutable;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;
using Runproof.Verifier.Receipts;

namespace Runproof.Verifier.Sampling;

/// <summary>The steps of a run that a verifier wants proved: chosen by its nonce, after the run was claimed.</summary>
/// <remarks>
/// <para>Every step that is a circuit has the digest H(claim ‖ nonce ‖ position); the steps with the smallest digests are chosen. So every choice of that many steps is
/// equally likely, and a larger sample holds every smaller one.</para>
/// <para><b>Soundness</b>: the nonce is unpredictable and came after the claim. Who knows the nonce first can make the claim to suit it.</para>
/// </remarks>
/// <param name="Population">The steps that are circuits, by position in the program, ascending.</param>
/// <param name="Steps">Those of them that are chosen, ascending.</param>
public sealed record SampledSteps(ImmutableArray<int> Population, ImmutableArray<int> Steps)
{
    /// <summary>Chooses steps.</summary>
    /// <param name="program">The program that ran.</param>
    /// <param name="claim">Digest of the run's claim.</param>
    /// <param name="nonce">What the verifier drew after it had the claim; at least one byte.</param>
    /// <param name="count">How many steps it wants. Range: at least 1. All circuits where the program has fewer.</param>
    public static SampledSteps Of(Program program, Digest claim, ReadOnlySpan<byte> nonce, int count)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (nonce.IsEmpty)
            throw new ArgumentException("Without a nonce the prover could choose the sample.", nameof(nonce));
        var population = ImmutableArray.CreateBuilder<int>();
        var ranked = new List<(Digest Rank, int Step)>();
        var claimBytes = claim.ToArray();
        Span<byte> position = stackalloc byte[sizeof(ulong)];
        for (int step = 0; step < program.Steps.Length; step++)
        {
            if (!CircuitUnit.IsCircuit(program.Steps[step]))
                continue;
            population.Add(step);
            BinaryPrimitives.WriteUInt64LittleEndian(position, (ulong)step);
            ranked.Add((TaggedHash.Compute(DigestTags.Sample, claimBytes, nonce, position), step));
        }

        ranked.Sort(static (left, right) => left.Rank.CompareTo(right.Rank) is var order and not 0 ? order : left.Step.CompareTo(right.Step));
        return new(population.ToImmutable(), [.. ranked.Take(count).Select(entry => entry.Step).Order()]);
    }

    /// <summary>How likely the sample meets a wrong step, where some of the population are wrong.</summary>
    /// <param name="wrong">How many steps are wrong. Range: 1 to the size of the population.</param>
    public DetectionProbability Detection(int wrong) => DetectionProbability.Of(Population.Length, Steps.Length, wrong);
}
