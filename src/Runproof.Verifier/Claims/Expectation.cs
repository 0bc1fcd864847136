using Runproof.Core.Hashing;

namespace Runproof.Verifier.Claims;

/// <summary>What the caller knows from elsewhere. A trace that brings its own expectation proves nothing about where it came from.</summary>
/// <param name="Program">The program that should have run; null where the caller does not pin it.</param>
/// <param name="Claim">The claim that the run should have closed; null where the caller does not pin it.</param>
public sealed record Expectation(Digest? Program, Digest? Claim)
{
    /// <summary>Nothing is pinned: the best answer is inconclusive.</summary>
    public static Expectation None { get; } = new(null, null);

    /// <summary>Whether anything is pinned.</summary>
    public bool IsPinned => Program is not null || Claim is not null;
}
