using System.Collections.Immutable;
using Runproof.Circuits.Graph;
using Runproof.Core.Programs;
using Runproof.Core.Verdicts;

namespace Runproof.Verifier.Receipts;

/// <summary>Says in words what a verdict on a receipt leaves open.</summary>
internal static class UncheckedParts
{
    /// <summary>The sentences, each of which goes on after "nobody checked".</summary>
    public static ImmutableArray<string> Of(
        Receipt receipt, ImmutableArray<CompiledCircuit?> circuits, ReceiptExpectation expected, ImmutableArray<Assurance> assurance)
    {
        var parts = ImmutableArray.CreateBuilder<string>();
        for (int step = 0; step < assurance.Length; step++)
        {
            if (assurance[step] != Assurance.Proved)
            {
                string how = step < receipt.Steps.Length ? $"it was executed by {receipt.Steps[step].Backend} and is not proved here" : "it has no record";
                parts.Add($"that step {receipt.Program.Steps[step].Name} computes what its record says: {how}");
            }
        }

        for (int step = 0; step < circuits.Length; step++)
        {
            if (circuits[step] is not { } compiled)
                continue;
            foreach (var (output, _) in compiled.Outputs.Zip(compiled.Circuit.Outputs).Where(pair => !ShownOutput.IsChecked(pair.First.Function, compiled.Circuit.Tensors[pair.Second].Shape)))
                parts.Add($"that {output.Name} is the {output.Function.GetType().Name} of the integers that step {receipt.Program.Steps[step].Name} gives: it is applied after the proof, in floats");
        }

        int bound = receipt.Program.Steps.Count(step => CircuitUnit.WeightsOf(step) == WeightsKind.Bound);
        if (bound > 0 && !circuits.IsDefaultOrEmpty)
            parts.Add($"what the weights of {bound} steps are: the verifier saw a commitment to them and not the weights; they are bound, not hidden: openings leak linear equations of the weights, and small integers can be recovered");
        if (expected.ModelRoot is not null && expected.Program is null && expected.Claim is null)
            parts.Add("what is computed with the expected weights: they are pinned, the program is not");
        if (expected.Sample is not null)
            parts.Add("that the nonce was drawn after the run was claimed: who knew it before could choose which steps to run honestly");
        int hidden = receipt.Steps.SelectMany(step => step.Outputs).Except(receipt.Values.Select(value => value.Digest)).Count();
        if (hidden > 0)
            parts.Add($"that the recorded digests of {hidden} values between circuits are those of the values that were proved: they are linked or committed to, not shown");
        if (!circuits.IsDefaultOrEmpty)
            parts.Add("that the circuits compute what the original model computes: they round to integers, and how well they agree is measured, not proved");
        parts.Add("where the inputs of the run come from");
        parts.Add("metering, which the runner counts");
        return parts.ToImmutable();
    }
}
