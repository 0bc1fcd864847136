using Runproof.Core.Hashing;

namespace Runproof.Runs.Store;

/// <summary>What a store noted when one of its runs was closed.</summary>
/// <param name="Claim">Digest of the claim.</param>
/// <param name="Program">Digest of the program.</param>
public readonly record struct KnownClaim(Digest Claim, Digest Program);
