namespace Runproof.Proofs.Security;

/// <summary>The size of the lookup argument.</summary>
/// <param name="Terms">Number of fractions in all trees together, padding counted. Range 0 (no lookups) to 2^40.</param>
/// <param name="Trees">Number of trees that sum them. Range 0 to 65,535, and 0 exactly where there are no terms.</param>
public sealed record LookupParameters(long Terms, int Trees)
{
    /// <summary>The parameters of a proof without lookups.</summary>
    public static LookupParameters None { get; } = new(0, 0);
}
