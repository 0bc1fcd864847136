using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
using Runproof.Core.Traces;
using Runproof.Verifier.Claims;

namespace Runproof.Verifier.Receipts;

/// <summary>Whether the parts of a receipt fit each other, before a circuit is looked at: after this, records are steps and proofs cover steps.</summary>
internal static class ReceiptShape
{
    /// <summary>The first problem; null where there is none.</summary>
    public static Diagnostic? Problem(Receipt receipt, string subject)
    {
        if (receipt.Claim.Program != receipt.Program.Digest)
            return Refuse(ClaimErrors.Program, $"the claim is about program {receipt.Claim.Program.ToShortString()}, and the receipt holds {receipt.Program.Digest.ToShortString()}");
        if (receipt.Program.IsTyped)
            return Refuse(ClaimErrors.Schedule, "the program is one of tiles, and a receipt proves circuits");
        if (RunSchedule.Problem(receipt.Program, receipt.Steps, receipt.Claim, NoValue, out _) is { } schedule)
            return Refuse(schedule.IsWiring ? ClaimErrors.Wiring : ClaimErrors.Schedule, schedule.Message);
        if (RecordLog.Problem(receipt.Steps, receipt.Claim, out _) is { } root)
            return Refuse(ClaimErrors.Root, root);
        if (receipt.Claim.Outcome != StepOutcome.Succeeded)
            return Refuse(ReceiptErrors.RunNotSucceeded, $"the run ended {receipt.Claim.Outcome}");
        if (receipt.Values.FirstOrDefault(value => TaggedHash.Compute(DigestTags.Value, value.Bytes.Span) != value.Digest) is { Digest.IsZero: false } changed)
            return Refuse(ReceiptErrors.WrongValue, $"the value {changed.Digest.ToShortString()} has another digest");
        return CoverProblem(receipt) is { } cover ? Refuse(ReceiptErrors.Cover, cover) : UnusedValue(receipt) is { } unused ? Refuse(ReceiptErrors.Unused, unused) : null;

        Diagnostic Refuse(ErrorCode code, string message) => new(code, Phase.Verify, subject, message, "another copy of the receipt, or proving the run again");
    }

    // A chain of slices is followed by digests alone.
    private static bool NoValue(Digest digest, out ReadOnlyMemory<byte> value)
    {
        value = default;
        return false;
    }

    private static string? CoverProblem(Receipt receipt)
    {
        var covered = new bool[receipt.Steps.Length];
        foreach (var proof in receipt.Proofs)
        {
            int last = -1;
            if (proof.Steps.IsEmpty)
                return "a proof covers no step";
            foreach (int step in proof.Steps)
            {
                if (step <= last || step >= covered.Length)
                    return $"a proof covers step {step}, which the run does not have at that place";
                last = step;
                if (!CircuitUnit.IsCircuit(receipt.Program.Steps[step]) || receipt.Steps[step].Backend != Backend.Circuit)
                    return $"a proof covers step {receipt.Program.Steps[step].Name}, which was not executed as a circuit";
                if (covered[step])
                    return $"two proofs cover step {receipt.Program.Steps[step].Name}";
                covered[step] = true;
            }
        }

        return null;
    }

    private static string? UnusedValue(Receipt receipt)
    {
        var named = new SortedSet<Digest>(receipt.Steps.SelectMany(step => step.Inputs.Concat(step.Outputs)).Concat(receipt.Claim.Inputs).Concat(receipt.Claim.Outputs));
        foreach (var value in receipt.Values)
        {
            if (!named.Remove(value.Digest))
                return $"the value {value.Digest.ToShortString()} is repeated, or no record names it";
        }

        return receipt.WideOutputs.DistinctBy(wide => (wide.Step, wide.Output)).Count() != receipt.WideOutputs.Length ? "the integers of an output are there twice" : null;
    }
}
