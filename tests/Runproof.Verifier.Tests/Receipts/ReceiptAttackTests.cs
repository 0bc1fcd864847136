using System.Collections.Immutable;
using Runproof.Circuits.Conversion;
using Runproof.Circuits.Formats;
using Runproof.Circuits.Graph;
using Runproof.Circuits.Tensors;
using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;
using Runproof.Core.Traces;
using Runproof.Core.Verdicts;
using Runproof.Proofs.Security;
using Runproof.Verifier.Claims;
using Runproof.Verifier.Receipts;

namespace Runproof.Verifier.Tests.Receipts;

/// <summary>
/// Receipts that somebody made to deceive. What commits to something is committed again by the forger wherever that is possible without a proof, so that only
/// the check in question can find it.
/// </summary>
public sealed class ReceiptAttackTests
{
    private const string WeakParameters = "a weaker profile than the one asked for";

    private static readonly Digest Alien = TaggedHash.Compute(DigestTags.Value, "alien"u8);
    private static readonly Lazy<Receipt> Joint = new(ExampleRun.Joint.Prove);
    private static readonly Lazy<Receipt> Shown = new(ExampleRun.Shown.Prove);
    private static readonly Lazy<Receipt> Separate = new(ExampleRun.Separate.Prove);
    private static readonly Lazy<Receipt> OtherInput = new((ExampleRun.Joint with { Seed = 2 }).Prove);
    private static readonly Lazy<Receipt> OtherSeparate = new((ExampleRun.Separate with { Seed = 2 }).Prove);
    private static readonly Lazy<Receipt> OtherWeights = new((ExampleRun.Joint with { Circuits = [ExampleCircuits.Convolution, ExampleCircuits.Pool, ExampleCircuits.OtherDense] }).Prove);

    private static readonly SortedDictionary<string, (Func<Receipt> Forge, ErrorCode Code)> Attacks = new(StringComparer.Ordinal)
    {
        ["a claim about another program"] = (() => Joint.Value with { Claim = Joint.Value.Claim with { Program = Alien } }, ClaimErrors.Program),
        ["another program, claimed"] = (() => WithProgram(Joint.Value, OtherWeights.Value), ClaimErrors.Schedule),
        ["a record removed"] = (() => Joint.Value with { Steps = Joint.Value.Steps.RemoveAt(2) }, ClaimErrors.Schedule),
        ["records swapped"] = (() => Joint.Value with { Steps = [Joint.Value.Steps[1], Joint.Value.Steps[0], Joint.Value.Steps[2]] }, ClaimErrors.Schedule),
        ["another value between two steps"] = (() => Recorded(Joint.Value, 1, step => step with { Inputs = [Alien] }), ClaimErrors.Wiring),
        ["metering changed after the claim"] = (() => Joint.Value with { Steps = Joint.Value.Steps.SetItem(0, Joint.Value.Steps[0] with { Metering = new(2, null) }) }, ClaimErrors.Root),
        ["a step said to be executed elsewhere"] = (() => Recorded(Joint.Value, 0, step => step with { Backend = Backend.OnnxRuntime }), ReceiptErrors.Cover),
        ["a proof of a step that is no circuit"] = (() => ExampleRun.Mixed.Prove() is var mixed ? mixed with { Proofs = [mixed.Proofs[0] with { Steps = [0, 1, 2, 3] }] } : mixed, ReceiptErrors.Cover),
        ["a proof of a step that the run does not have"] = (() => WithProof(Joint.Value, 0, proof => proof with { Steps = [0, 1, 2, 3] }), ReceiptErrors.Cover),
        ["a proof of no step"] = (() => WithProof(Joint.Value, 0, proof => proof with { Steps = [] }), ReceiptErrors.Cover),
        ["a proof repeated"] = (() => Joint.Value with { Proofs = [Joint.Value.Proofs[0], Joint.Value.Proofs[0]] }, ReceiptErrors.Cover),
        ["two proofs of one step"] = (() => WithProof(Separate.Value, 0, proof => proof with { Steps = [0, 1] }), ReceiptErrors.Cover),
        ["a value that nothing names"] = (() => Joint.Value with { Values = Joint.Value.Values.Add(new(ExampleRun.DigestOf([1]), new byte[] { 1 })) }, ReceiptErrors.Unused),
        ["a value twice"] = (() => Joint.Value with { Values = Joint.Value.Values.Add(Joint.Value.Values[0]) }, ReceiptErrors.Unused),
        ["a value under another digest"] = (() => Joint.Value with { Values = [.. Joint.Value.Values.Select(value => value with { Bytes = Changed(value.Bytes, ^1) })] }, ReceiptErrors.WrongValue),
        ["the input not shown"] = (() => WithoutValue(Joint.Value, Joint.Value.Claim.Inputs[0]), ReceiptErrors.ValueMissing),
        ["the output not shown"] = (() => WithoutValue(Joint.Value, Joint.Value.Claim.Outputs[0]), ReceiptErrors.ValueMissing),
        ["a hidden value that another backend reads"] = (() => Unproved(Interrupted), ReceiptErrors.ValueMissing),
        ["a hidden value that a circuit without proof reads"] = (() => Unproved(ExampleRun.Joint with { Layout = [[0, 1]] }), ReceiptErrors.ValueMissing),
        ["integers of the output removed"] = (() => Joint.Value with { WideOutputs = [] }, ReceiptErrors.ValueMissing),
        ["integers of the output changed"] = (() => WithWide(Joint.Value, values => values.SetItem(0, values[0] + (1L << 30))), ReceiptErrors.WrongValue),
        ["one integer of the output removed"] = (() => WithWide(Joint.Value, values => values.RemoveAt(0)), ReceiptErrors.WrongValue),
        ["an integer out of its range"] = (() => WithWide(Joint.Value, values => values.SetItem(0, long.MaxValue)), ReceiptErrors.WrongValue),
        ["an integer with the field's order added"] = (() => WithWide(Joint.Value, values => values.SetItem(0, unchecked(values[0] + (long)0xFFFF_FFFF_0000_0001UL))), ReceiptErrors.WrongValue),
        ["integers that nothing needs"] = (() => Joint.Value with { WideOutputs = Joint.Value.WideOutputs.Add(new(1, 0, [1])) }, ReceiptErrors.Unused),
        ["integers twice"] = (() => Joint.Value with { WideOutputs = Joint.Value.WideOutputs.Add(Joint.Value.WideOutputs[0]) }, ReceiptErrors.Unused),
        ["a circuit that nothing names"] = (() => Joint.Value with { Circuits = Joint.Value.Circuits.Add(ReceiptCircuit.Of(ExampleCircuits.OtherDense)) }, ReceiptErrors.Unused),
        ["a stale circuit"] = (() => WithFile(Joint.Value, 2, ExampleCircuits.OtherDense), ReceiptErrors.CircuitChanged),
        ["a function added to an output"] = (() => WithFile(Joint.Value, 2, ExampleCircuits.With(new OutputFunction.Softmax(1))), ReceiptErrors.CircuitChanged),
        ["a circuit that is none"] = (() => Joint.Value with { Circuits = Joint.Value.Circuits.SetItem(2, Joint.Value.Circuits[2] with { File = new byte[] { 1, 2, 3 } }) }, ReceiptErrors.CircuitInvalid),
        ["a sum that may reach 2^62"] = (() => Unproved(ExampleRun.Joint with { Circuits = [ExampleCircuits.Convolution, ExampleCircuits.Pool, Overflowing()] }), ReceiptErrors.CircuitInvalid),
        ["a circuit under another precision"] = (() => Unproved(ExampleRun.Joint, precision: CircuitPrecision.A16W8), ReceiptErrors.CircuitChanged),
        [WeakParameters] = (() => Joint.Value, ReceiptErrors.Profile),
        ["profiles mixed"] = (() => WithProof(Separate.Value, 1, proof => proof with { Profile = SecurityProfile.P128 }), ReceiptErrors.Profile),
        ["a proof of another input"] = (() => Joint.Value with { Proofs = OtherInput.Value.Proofs }, ReceiptErrors.Proof),
        ["a proof of other weights"] = (() => Joint.Value with { Proofs = OtherWeights.Value.Proofs }, ReceiptErrors.Proof),
        ["another nonce"] = (() => WithProof(Joint.Value, 0, proof => proof with { Nonce = new byte[] { 1 } }), ReceiptErrors.Proof),
        ["another mode claimed"] = (() => Joint.Value with { Claim = Joint.Value.Claim with { Mode = RunMode.Replay } }, ReceiptErrors.Proof),
        ["metering changed and claimed again"] = (() => Recorded(Joint.Value, 0, step => step with { Metering = new(2, null) }), ReceiptErrors.Proof),
        ["a hidden value with another digest"] = (() => Recorded(Recorded(Recorded(Joint.Value, 0, step => step with { Outputs = [Alien] }), 1, step => step with { Inputs = [Alien] }), 2, step => step with { Inputs = step.Inputs.SetItem(1, Alien) }), ReceiptErrors.Proof),
        ["a value between circuits removed"] = (() => WithoutValue(Shown.Value, Shown.Value.Steps[0].Outputs[0]), ReceiptErrors.Proof),
        ["a value between circuits added"] = (() => Joint.Value with { Values = Shown.Value.Values }, ReceiptErrors.Proof),
        ["another value between circuits"] = (() => Replaced(Shown.Value, Shown.Value.Steps[0].Outputs[0], bytes => [.. bytes[..^128], .. new byte[128]]), ReceiptErrors.Proof),
        ["another input"] = (() => Replaced(Joint.Value, Joint.Value.Claim.Inputs[0], bytes => [.. bytes[..^4], 0, 0, 0, 0]), ReceiptErrors.Proof),
        ["an input that is no number"] = (() => Replaced(Joint.Value, Joint.Value.Claim.Inputs[0], bytes => [.. bytes[..^4], 0, 0, 0xC0, 0x7F]), ReceiptErrors.WrongValue),
        ["an input of another shape"] = (() => Replaced(Joint.Value, Joint.Value.Claim.Inputs[0], bytes => [1, 3, 1, 4, 4, .. bytes[6..]]), ReceiptErrors.WrongValue),
        ["an input of other elements"] = (() => Replaced(Joint.Value, Joint.Value.Claim.Inputs[0], bytes => [6, .. bytes[1..]]), ReceiptErrors.WrongValue),
        ["an input that is too short"] = (() => Replaced(Joint.Value, Joint.Value.Claim.Inputs[0], bytes => bytes[..^1]), ReceiptErrors.WrongValue),
        ["an output that no integers give"] = (() => Replaced(Joint.Value, Joint.Value.Claim.Outputs[0], bytes => [.. bytes[..^4], (byte)(bytes[^4] ^ 1), .. bytes[^3..]]), ReceiptErrors.WrongValue),
        ["a value between circuits that no integers give"] = (() => Replaced(Shown.Value, Shown.Value.Steps[0].Outputs[0], bytes => [.. bytes[..^4], 1, 0, 0x80, 0x3F]), ReceiptErrors.WrongValue),
        ["slices swapped between proofs"] = (() => Separate.Value with { Proofs = [Separate.Value.Proofs[0] with { Bytes = Separate.Value.Proofs[1].Bytes }, Separate.Value.Proofs[1] with { Bytes = Separate.Value.Proofs[0].Bytes }, Separate.Value.Proofs[2]] }, ReceiptErrors.Proof),
        ["a proof of another run"] = (() => WithProof(Separate.Value, 1, proof => proof with { Bytes = OtherSeparate.Value.Proofs[1].Bytes }), ReceiptErrors.Proof),
        ["a proof cut short"] = (() => WithProof(Joint.Value, 0, proof => proof with { Bytes = proof.Bytes[..^1] }), ReceiptErrors.Proof),
        ["a proof made longer"] = (() => WithProof(Joint.Value, 0, proof => proof with { Bytes = proof.Bytes.ToArray().Append((byte)0).ToArray() }), ReceiptErrors.Proof),
        ["an empty proof"] = (() => WithProof(Joint.Value, 0, proof => proof with { Bytes = default }), ReceiptErrors.Proof),
        ["a separate proof removed"] = (() => Separate.Value with { Proofs = Separate.Value.Proofs.RemoveAt(0) }, ReceiptErrors.Edge),
        ["the commitment replaced on one side"] = (() => WithProof(Separate.Value, 1, proof => proof with { Boundaries = proof.Boundaries.SetItem(0, proof.Boundaries[0] with { Root = OtherSeparate.Value.Proofs[0].Boundaries[0].Root }) }), ReceiptErrors.Edge),
        ["the commitment replaced on all sides"] = (() => Separate.Value with { Proofs = [.. Separate.Value.Proofs.Zip(OtherSeparate.Value.Proofs, (proof, other) => proof with { Boundaries = other.Boundaries })] }, ReceiptErrors.Proof),
        ["the producer does not name the commitment"] = (() => WithProof(Separate.Value, 0, proof => proof with { Boundaries = [] }), ReceiptErrors.Edge),
        ["the consumer does not name the commitment"] = (() => WithProof(Separate.Value, 1, proof => proof with { Boundaries = proof.Boundaries.RemoveAt(0) }), ReceiptErrors.Edge),
        ["a commitment to what no circuit makes"] = (() => WithProof(Separate.Value, 0, proof => proof with { Boundaries = proof.Boundaries.Add(proof.Boundaries[0] with { Step = 9 }) }), ReceiptErrors.Edge),
        ["a commitment to another output"] = (() => WithProof(Separate.Value, 0, proof => proof with { Boundaries = [proof.Boundaries[0] with { Output = 1 }] }), ReceiptErrors.Edge),
        ["a commitment that nobody reads"] = (() => WithProof(Separate.Value, 2, proof => proof with { Boundaries = proof.Boundaries.Add(proof.Boundaries[0] with { Step = 2 }) }), ReceiptErrors.Proof),
        ["a commitment to another tensor than the one that was computed"] = (TwoTensors, ReceiptErrors.Proof),
        ["other integers that stand for the same floats"] = (() => WithWide(Joint.Value, SameFloats), ReceiptErrors.Proof),
        ["other integers that stand for the same floats, proved"] = (ProvedSameFloats, ReceiptErrors.Proof),
        ["more values than a receipt may ask for"] = (Huge, ReceiptErrors.TooLarge),
        ["a neighbour with another scale"] = (() => Unproved(With(0, tensor => tensor with { Scale = new(FixedScale.MinMantissa, 38) })), ReceiptErrors.Edge),
        ["a neighbour with another range"] = (() => Unproved(With(0, tensor => tensor with { Range = new(-1, 127) })), ReceiptErrors.Edge),
        ["a neighbour with another scale, separate"] = (() => Unproved(With(0, tensor => tensor with { Scale = new(FixedScale.MinMantissa, 38) }) with { Layout = [[0], [1], [2]] }), ReceiptErrors.Edge),
    };

    public static TheoryData<string> Names() => [.. Attacks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Refuses_a_forged_receipt_even_where_its_own_claim_is_pinned(string attack)
    {
        var (forge, code) = Attacks[attack];
        var receipt = forge();
        var verdict = ReceiptVerifier.Verify(receipt, "r", new() { Claim = receipt.Claim.Digest, Profile = attack == WeakParameters ? SecurityProfile.P128 : SecurityProfile.P100 });
        Assert.Equal(Verification.Failed, verdict.Status);
        Assert.True(code == verdict.Verdict.Decisive!.Why!.Code, verdict.Verdict.Decisive.ToString());
        Assert.Equal(0, verdict.SecurityPercent);
        Assert.All(verdict.Steps, step => Assert.Equal(Assurance.None, step));

        // Every proof is verified once at most, and none where something before it failed.
        Assert.Equal(receipt.Proofs.Length, verdict.Proofs.Length);
        if (code != ReceiptErrors.Proof)
            Assert.All(verdict.Proofs, proof => Assert.Equal(Verification.NotAttempted, proof.Status));
    }

    internal static Receipt WithProof(Receipt receipt, int index, Func<ReceiptProof, ReceiptProof> change) =>
        receipt with { Proofs = receipt.Proofs.SetItem(index, change(receipt.Proofs[index])) };

    private static Receipt WithWide(Receipt receipt, Func<ImmutableArray<long>, ImmutableArray<long>> change) =>
        receipt with { WideOutputs = [receipt.WideOutputs[0] with { Values = change(receipt.WideOutputs[0].Values) }] };

    private static Receipt WithoutValue(Receipt receipt, Digest digest) => receipt with { Values = [.. receipt.Values.Where(value => value.Digest != digest)] };

    private static Receipt WithFile(Receipt receipt, int index, CompiledCircuit compiled) =>
        receipt with { Circuits = receipt.Circuits.SetItem(index, receipt.Circuits[index] with { File = CompiledCircuitFormat.Write(compiled) }) };

    private static ReadOnlyMemory<byte> Changed(ReadOnlyMemory<byte> bytes, Index index)
    {
        var changed = bytes.ToArray();
        changed[index] ^= 1;
        return changed;
    }

    private static Receipt WithProgram(Receipt receipt, Receipt other) =>
        receipt with { Program = other.Program, Circuits = other.Circuits, Claim = receipt.Claim with { Program = other.Program.Digest } };

    /// <summary>Changes a record and claims the result.</summary>
    private static Receipt Recorded(Receipt receipt, int index, Func<StepRecord, StepRecord> change)
    {
        var steps = receipt.Steps.SetItem(index, change(receipt.Steps[index]));
        return receipt with { Steps = steps, Claim = ExampleRun.ClaimOf(receipt.Program, steps, receipt.Claim.Inputs[0], receipt.Claim.Outputs[0]) };
    }

    /// <summary>Shows another value in place of one, in every record that names it, and claims the result.</summary>
    private static Receipt Replaced(Receipt receipt, Digest digest, Func<byte[], byte[]> change)
    {
        var old = receipt.Values.First(value => value.Digest == digest);
        byte[] bytes = change(old.Bytes.ToArray());
        var other = ExampleRun.DigestOf(bytes);
        var steps = receipt.Steps.Select(step => step with { Inputs = [.. step.Inputs.Select(Other)], Outputs = [.. step.Outputs.Select(Other)] }).ToImmutableArray();
        return receipt with
        {
            Steps = steps,
            Values = receipt.Values.Replace(old, new(other, bytes)),
            Claim = ExampleRun.ClaimOf(receipt.Program, steps, Other(receipt.Claim.Inputs[0]), Other(receipt.Claim.Outputs[0])),
        };

        Digest Other(Digest named) => named == digest ? other : named;
    }

    /// <summary>What the convolution makes goes to another backend, and what that makes of it to the other circuits.</summary>
    private static ExampleRun Interrupted => new()
    {
        Circuits = [ExampleCircuits.Convolution, null, ExampleCircuits.Pool, ExampleCircuits.Dense],
        Wiring = [[Binding.External(0)], [Binding.Output(0, 0)], [Binding.Output(1, 0)], [Binding.Output(2, 0), Binding.Output(1, 0)]],
        Layout = [[0, 2, 3]],
        Foreign = bytes => [.. bytes[..^4], 0, 0, 0, 0],
    };

    private static Receipt Unproved(ExampleRun run, CircuitPrecision? precision = null)
    {
        var receipt = run.Record(run.Execute());
        if (precision is not { } other)
            return receipt;
        var steps = receipt.Program.Steps.Select(step => step with { Unit = step.Unit with { Toolchain = CircuitUnit.ToolchainOf(other) } });
        Assert.True(Program.TryCreate("example", receipt.Program.Inputs, [.. steps], receipt.Program.Outputs, out var program, out _));
        var records = receipt.Steps.Select((step, i) => step with { Unit = program.Steps[i].Unit.Digest }).ToImmutableArray();
        return receipt with { Program = program, Steps = records, Claim = ExampleRun.ClaimOf(program, records, receipt.Claim.Inputs[0], receipt.Claim.Outputs[0]) };
    }

    private static ImmutableArray<long> SameFloats(ImmutableArray<long> values)
    {
        int largest = Enumerable.Range(0, values.Length).MaxBy(i => Math.Abs(values[i]));
        long other = values[largest] ^ 1;
        Assert.Equal(Quantizer.Dequantize(values[largest], ExampleCircuits.WideScale), Quantizer.Dequantize(other, ExampleCircuits.WideScale));
        return values.SetItem(largest, other);
    }

    private static Receipt ProvedSameFloats()
    {
        var executed = ExampleRun.Joint.Execute();
        return ExampleRun.Joint.Prove(WithWide(ExampleRun.Joint.Record(executed), SameFloats), executed);
    }

    private static Receipt TwoTensors()
    {
        var executed = ExampleRun.Separate.Execute();
        var other = (ExampleRun.Separate with { Seed = 2 }).Execute();
        var receipt = ExampleRun.Separate.Record(executed);
        var proofs = receipt.Proofs.Zip(OtherSeparate.Value.Proofs, (proof, replaced) => proof with { Boundaries = replaced.Boundaries });
        return ExampleRun.Separate.Prove(receipt with { Proofs = [.. proofs] }, executed, other);
    }

    private static Receipt Huge()
    {
        CircuitTensor type = new(CircuitShape.Of(1 << 24), new(0, 1), ExampleCircuits.Scale);
        var copy = ExampleCircuits.Compile(new([type, type], 1, [new Lookup(0, 0)], [1], [new(0, [0, 1])], []), new([]), ["x"], ["y"]);
        var run = new ExampleRun { Circuits = [copy, copy, copy], Wiring = [[Binding.External(0)], [Binding.Output(0, 0)], [Binding.Output(1, 0)]] };
        var program = run.MakeProgram();
        var steps = program.Steps.Select((step, i) => new StepRecord(
            (ulong)i, Coordinates.At((uint)i), step.Unit.Digest, Backend.Circuit, [Alien], [Alien], StepOutcome.Succeeded, new Metering(null, null))).ToImmutableArray();
        return new()
        {
            Program = program,
            Claim = ExampleRun.ClaimOf(program, steps, Alien, Alien),
            Steps = steps,
            Values = [],
            WideOutputs = [],
            Circuits = [ReceiptCircuit.Of(copy)],
            Proofs = [new(SecurityProfile.P100, [0, 1, 2], [], default, default)],
        };
    }

    private static CompiledCircuit Overflowing()
    {
        var circuit = ExampleCircuits.Dense.Circuit;
        var layer = (Requantize)circuit.Nodes[2];
        var terms = layer.Terms.SetItem(0, layer.Terms[0] with { Multipliers = AxisValues.Of(1L << 31) });
        return ExampleCircuits.With(ExampleCircuits.Dense, circuit with { Nodes = circuit.Nodes.SetItem(2, layer with { Terms = terms, Offsets = AxisValues.Of((1L << 62) - (1 << 24)) }) });
    }

    /// <summary>The pool reads and makes another type than the convolution makes.</summary>
    private static ExampleRun With(int input, Func<CircuitTensor, CircuitTensor> change)
    {
        var circuit = ExampleCircuits.Pool.Circuit;
        var other = circuit with { Tensors = [.. circuit.Tensors.Select((tensor, i) => i == input || i == 1 ? change(tensor) : tensor)] };
        int most = (int)other.Tensors[0].Range.Count - 1;
        other = other with { Tables = [new(-most, [.. Enumerable.Range(-most, (2 * most) + 1).Select(d => Math.Max(d, 0))])] };
        return ExampleRun.Joint with { Circuits = [ExampleCircuits.Convolution, ExampleCircuits.With(ExampleCircuits.Pool, other), ExampleCircuits.Dense] };
    }
}
