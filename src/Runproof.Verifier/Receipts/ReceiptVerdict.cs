using System.Collections.Immutable;
using Runproof.Core.Hashing;
using Runproof.Core.Verdicts;

using Runproof.Verifier.Sampling;

namespace Runproof.Verifier.Receipts;

/// <summary>The answer about a receipt, with everything that was, and was not, checked.</summary>
public sealed record ReceiptVerdict
{
    /// <summary>The checks, in the order in which they were made.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Passed where everything that the receipt says was checked and is what the caller pinned. It may still say that steps were only executed: see <see cref="SecurityPercent"/>.</summary>
    public Verification Status => Verdict.Status;

    /// <summary>The program's digest.</summary>
    public required Digest Program { get; init; }

    /// <summary>The claim's digest.</summary>
    public required Digest Claim { get; init; }

    /// <summary>The root of the weights of all circuits; null where the receipt does not hold every circuit that its program names.</summary>
    public required Digest? ModelRoot { get; init; }

    /// <summary>What is known about every step of the program: proved only where its proof was verified here, and nothing at all where a check failed.</summary>
    public required ImmutableArray<Assurance> Steps { get; init; }

    /// <summary>The setup proofs of bound weights, in the receipt's order.</summary>
    public required ImmutableArray<SetupResult> Setups { get; init; }

    /// <summary>The proofs, in the receipt's order.</summary>
    public required ImmutableArray<ProofResult> Proofs { get; init; }

    /// <summary>The proven bits of all proofs, those of setup proofs included; null where no proof was verified.</summary>
    public required ProvenSecurity? Security { get; init; }

    /// <summary>The steps that the caller's nonce chose; null where the caller asked for no sample.</summary>
    public SampledSteps? Sample { get; init; }

    /// <summary>What nobody may conclude from the verdict, in words.</summary>
    public required ImmutableArray<string> NotChecked { get; init; }

    /// <summary>How many steps are proved.</summary>
    public int ProvedSteps => Steps.Count(step => step == Assurance.Proved);

    /// <summary>The share of the program's steps that is proved. Unit: percent, rounded down.</summary>
    public int SecurityPercent => Steps.IsEmpty ? 0 : (int)(100L * ProvedSteps / Steps.Length);
}
