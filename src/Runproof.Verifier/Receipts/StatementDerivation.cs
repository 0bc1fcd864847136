using System.Collections.Immutable;
using Runproof.Circuits.Bound;
using Runproof.Circuits.Statements;
using Runproof.Circuits.Tensors;
using Runproof.Circuits.Witness;
using Runproof.Core.Diagnostics;
using Runproof.Proofs.Commitments;

namespace Runproof.Verifier.Receipts;

/// <summary>Derives what one proof of a receipt states.</summary>
/// <param name="contents">The receipt and its circuits.</param>
/// <param name="proof">The proof; its steps are circuits.</param>
/// <param name="subject">Name of the receipt, for diagnostics.</param>
internal sealed class StatementDerivation(ReceiptContents contents, ReceiptProof proof, string subject)
{
    private Diagnostic? problem;

    /// <summary>The statement; null where the receipt does not say what it needs, or says what cannot be.</summary>
    /// <param name="error">Why there is none.</param>
    public ProofStatement? Derive(out Diagnostic? error)
    {
        var receipt = contents.Receipt;
        var boundaries = proof.Boundaries.Select(Commitment).ToImmutableArray();
        var slices = ImmutableArray.CreateBuilder<SliceStatement>(proof.Steps.Length);
        foreach (int step in proof.Steps)
        {
            if (problem is null)
                slices.Add(Slice(step));
        }

        var bound = BoundModel();
        error = problem;
        return problem is not null ? null : new(
            proof.Profile, ProofContext.Of(receipt.Claim.Digest, proof.Nonce.Span), receipt.Program.Digest, slices.ToImmutable(), boundaries)
        { Bound = bound };
    }

    // A proof opens one commitment to weights.
    private BoundModel? BoundModel()
    {
        BoundModel[] models = [.. proof.Steps.Select(contents.BoundModelOf).OfType<BoundModel>().Distinct()];
        if (models.Length > 1)
            Refuse(ReceiptErrors.Setup, "one proof covers circuits of several bound models", "a proof for the circuits of each model");
        return models.FirstOrDefault();
    }

    private LigeroCommitment Commitment(ReceiptBoundary boundary)
    {
        if (boundary.Step < contents.Steps.Length && contents.CircuitOf(boundary.Step) is { } circuit && boundary.Output < circuit.Circuit.Outputs.Length)
            return new(CommitmentShapes.OfBoundary(contents.OutputType(boundary.Step, boundary.Output).Shape, proof.Profile), boundary.Root);
        Refuse(ReceiptErrors.Edge, $"a boundary names output {boundary.Output} of step {boundary.Step}, which no circuit makes", "another copy of the receipt");
        return new(CommitmentShapes.OfBoundary(CircuitShape.Of(1), proof.Profile), boundary.Root);
    }

    private SliceStatement Slice(int step)
    {
        var compiled = contents.CircuitOf(step)!;
        return SliceStatement.Of(
            step,
            compiled,
            [.. Enumerable.Range(0, compiled.Circuit.InputCount).Select(input => Input(step, input))],
            [.. Enumerable.Range(0, compiled.Circuit.Outputs.Length).Select(output => Output(step, output))]);
    }

    private InputSource Input(int step, int input)
    {
        var type = contents.InputType(step, input);
        if (contents.Shown(contents.Receipt.Steps[step].Inputs[input]) is { } bytes)
            return new InputSource.Public(Quantized(bytes, type, step, input));
        var binding = contents.Steps[step].Inputs[input];
        int maker = contents.MakerOf(binding);
        int output = (int)binding.Port;
        if (maker < 0)
        {
            Refuse(ReceiptErrors.ValueMissing, $"input {input} of step {contents.Steps[step].Name} does not come from a circuit and is not shown", "a receipt that holds the value");
            return new InputSource.Public([]);
        }

        if (contents.OutputType(maker, output) != type)
            Refuse(ReceiptErrors.Edge, $"step {contents.Steps[maker].Name} makes another type of tensor than step {contents.Steps[step].Name} reads", "circuits that were compiled together");
        int position = proof.Steps.IndexOf(maker);
        if (position >= 0)
            return new InputSource.Linked(position, output);
        int boundary = FindBoundary(maker, output);
        if (boundary < 0)
            Refuse(ReceiptErrors.Edge, $"the proof of step {contents.Steps[step].Name} names no commitment to its input {input}", "another copy of the receipt");
        else if (contents.ProofOf(maker) is not { } other || other.FindBoundary(maker, output)?.Root != proof.Boundaries[boundary].Root || other.Profile != proof.Profile)
            Refuse(ReceiptErrors.Edge, $"no proof of step {contents.Steps[maker].Name} names the same commitment that step {contents.Steps[step].Name} reads", "another copy of the receipt");
        return new InputSource.Committed(boundary);
    }

    private ImmutableArray<int> Quantized(ReadOnlyMemory<byte> bytes, CircuitTensor type, int step, int input)
    {
        ImmutableArray<int> values = [];
        if (Bits(bytes, type, step, $"input {input}") is { } bits && !ShownTensor.TryQuantize(bits, type, out values))
            Refuse(ReceiptErrors.WrongValue, $"input {input} of step {contents.Steps[step].Name} holds what is no number", "an input of numbers");
        return values;
    }

    private OutputUse Output(int step, int output)
    {
        var digest = contents.Receipt.Steps[step].Outputs[output];
        var type = contents.OutputType(step, output);
        int named = FindBoundary(step, output);
        int? boundary = named < 0 ? null : named;
        if (contents.Shown(digest) is { } bytes)
            return new(Values(bytes, step, output, type), boundary);
        if (WideOutput.IsNeededFor(contents.CircuitOf(step)!, output) || contents.Receipt.Claim.Outputs.Contains(digest) || !contents.IsCarriedOn(step, output))
            Refuse(ReceiptErrors.ValueMissing, $"output {output} of step {contents.Steps[step].Name} is not shown", "a receipt that holds the value");
        return new(default, boundary);
    }

    private ImmutableArray<long> Values(ReadOnlyMemory<byte> bytes, int step, int output, CircuitTensor type)
    {
        var compiled = contents.CircuitOf(step)!;
        ImmutableArray<long> values = [];
        bool holds;
        if (!WideOutput.IsNeededFor(compiled, output))
        {
            holds = Bits(bytes, type, step, $"output {output}") is { } bits && ShownTensor.TryDerive(bits, type, out values);
        }
        else if (contents.FindWide(step, output) is { } wide)
        {
            values = wide.Values;
            holds = ShownOutput.IsOf(bytes.Span, compiled.Outputs[output].Function, type, values);
        }
        else
        {
            Refuse(ReceiptErrors.ValueMissing, $"the integers of output {output} of step {contents.Steps[step].Name} are missing, and its recorded value does not determine them", "another copy of the receipt");
            return values;
        }

        if (!holds)
            Refuse(ReceiptErrors.WrongValue, $"output {output} of step {contents.Steps[step].Name} is not what the circuit's integers stand for", "another copy of the receipt");
        return values;
    }

    private uint[]? Bits(ReadOnlyMemory<byte> bytes, CircuitTensor type, int step, string port)
    {
        if (ShownTensor.TryRead(bytes.Span, type.Shape, out var bits))
            return bits;
        Refuse(ReceiptErrors.WrongValue, $"{port} of step {contents.Steps[step].Name} is no tensor float{type.Shape}", "another copy of the receipt");
        return null;
    }

    private int FindBoundary(int step, int output)
    {
        for (int i = 0; i < proof.Boundaries.Length; i++)
        {
            if (proof.Boundaries[i].Step == step && proof.Boundaries[i].Output == output)
                return i;
        }

        return -1;
    }

    private void Refuse(ErrorCode code, string message, string hint) => problem ??= new(code, Phase.Verify, subject, message, hint);
}
