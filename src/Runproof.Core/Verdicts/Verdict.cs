using System.Collections.Immutable;

namespace Runproof.Core.Verdicts;

/// <summary>The answer to "does it hold?", with everything that was looked at.</summary>
/// <param name="Checks">The checks, in the order in which they were made.</param>
public sealed record Verdict(ImmutableArray<Check> Checks)
{
    /// <summary>
    /// Failed if any check failed; else Passed if there is a check and every one passed; else Inconclusive.
    /// </summary>
    public Verification Status
    {
        get
        {
            if (Checks.Any(check => check.Status == Verification.Failed))
                return Verification.Failed;
            return !Checks.IsEmpty && Checks.All(check => check.Status == Verification.Passed) ? Verification.Passed : Verification.Inconclusive;
        }
    }

    /// <summary>The first check that failed, or else the first that did not pass; null where all passed.</summary>
    public Check? Decisive =>
        Checks.FirstOrDefault(check => check.Status == Verification.Failed) ?? Checks.FirstOrDefault(check => check.Status != Verification.Passed);
}
