using System.Collections.Immutable;
using Runproof.Circuits.Bound;
using Runproof.Circuits.Conversion;
using Runproof.Circuits.Formats;
using Runproof.Circuits.Graph;
using Runproof.Circuits.Operators;
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

    private static readonly Lazy<Receipt> Owned = new(ExampleRun.Owned.Prove);
    private static readonly Lazy<Receipt> Twins = new(ExampleRun.Twins.Prove);
    private static readonly ExampleRun Salted = ExampleRun.Owned with { Bound = 8 };
    private static readonly ExampleRun OtherOwned = ExampleRun.Owned with { Circuits = [ExampleCircuits.Convolution, ExampleCircuits.Pool, ExampleCircuits.OtherDense] };

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
        ["bound: the setup proof of another layout"] = (() => WithSetup(Owned.Value, _ => ExampleRun.Twins.Weights!.Owner.Setup), ReceiptErrors.Setup),
        ["bound: the setup proof of other weights of the same shapes"] = (() => WithSetup(Owned.Value, _ => OtherOwned.Weights!.Owner.Setup), ReceiptErrors.Setup),
        ["bound: the setup proof of the same weights, salted otherwise"] = (() => WithSetup(Owned.Value, _ => Salted.Weights!.Owner.Setup), ReceiptErrors.Setup),
        ["bound: a byte of the setup proof changed"] = (() => WithSetup(Owned.Value, setup => Changed(setup, setup.Length / 2)), ReceiptErrors.Setup),
        ["bound: the setup proof cut short"] = (() => WithSetup(Owned.Value, setup => setup[..^1]), ReceiptErrors.Setup),
        ["bound: the setup proof made longer"] = (() => WithSetup(Owned.Value, setup => (byte[])[.. setup.Span, 0]), ReceiptErrors.Setup),
        ["bound: no setup proof"] = (() => WithSetup(Owned.Value, _ => default), ReceiptErrors.Setup),
        ["bound: a proof of the run in place of the setup proof"] = (() => WithSetup(Owned.Value, _ => Owned.Value.Proofs[0].Bytes), ReceiptErrors.Setup),
        ["bound: another root, named by everything"] = (() => Rebound(Owned.Value, model => model with { Root = Salted.Weights!.Owner.Model.Root }), ReceiptErrors.Setup),
        ["bound: a further circuit in the layout, named by everything"] = (() => Rebound(Owned.Value, model => WithLayout(model, circuits => circuits.Add([new(1, 1, false)]))), ReceiptErrors.Setup),
        ["bound: other shapes in the layout, named by everything"] = (() => Rebound(Owned.Value, model => WithLayout(model, circuits => circuits.SetItem(0, [circuits[0][0] with { HasBias = false }]))), ReceiptErrors.Setup),
        ["bound: the layout in another order, named by everything"] = (() => Rebound(Owned.Value, model => WithLayout(model, circuits => [.. circuits.Reverse()])), ReceiptErrors.Setup),
        ["bound: another profile of the model, named by everything"] = (() => Rebound(Owned.Value, model => model with { Profile = SecurityProfile.P128 }), ReceiptErrors.Profile),
        ["bound: a model that nothing names"] = (() => Owned.Value with { BoundModels = [.. Owned.Value.BoundModels, new(Salted.Weights!.Owner.Model, Salted.Weights.Owner.Setup)] }, ReceiptErrors.Unused),
        ["bound: a model beside public weights"] = (() => Joint.Value with { BoundModels = Owned.Value.BoundModels }, ReceiptErrors.Unused),
        ["bound: a model twice"] = (() => Owned.Value with { BoundModels = [.. Owned.Value.BoundModels, .. Owned.Value.BoundModels] }, ReceiptErrors.Unused),
        ["bound: a position that the model does not have"] = (() => Rebound(Owned.Value, circuits: circuit => circuit with { Circuit = 9 }), ReceiptErrors.Setup),
        ["bound: the position of another shape"] = (() => Rebound(Owned.Value, circuits: circuit => circuit with { Circuit = 1 - circuit.Circuit }), ReceiptErrors.Setup),
        ["bound: positions of the same shape swapped in the files"] = (() => WithFiles(Twins.Value, Swapped), ReceiptErrors.CircuitChanged),
        ["bound: positions of the same shape swapped, named by everything"] = (() => Rebound(Twins.Value, circuits: Swapped), ReceiptErrors.Proof),
        ["bound: positions of the same shape swapped, and proved"] = (SwappedAndProved, ReceiptErrors.Proof),
        ["bound: a proof of other bound weights"] = (() => Owned.Value with { Proofs = OtherOwned.Prove().Proofs }, ReceiptErrors.Proof),
        ["bound: a proof of the same weights, salted otherwise"] = (() => Owned.Value with { Proofs = Salted.Prove().Proofs }, ReceiptErrors.Proof),
        ["bound: a proof with public weights"] = (() => Owned.Value with { Proofs = Joint.Value.Proofs }, ReceiptErrors.Proof),
        ["bound: bound weights in a proof of public ones"] = (() => Joint.Value with { Proofs = Owned.Value.Proofs }, ReceiptErrors.Proof),
        ["bound: public weights where bound ones are pinned"] = (() => WithFile(Owned.Value, 2, ExampleCircuits.Dense), ReceiptErrors.CircuitChanged),
        ["bound: bound weights where public ones are pinned"] = (() => WithFile(Joint.Value with { BoundModels = Owned.Value.BoundModels }, 2, ExampleRun.Owned.Weights!.Bind(ExampleCircuits.Dense)), ReceiptErrors.CircuitChanged),
        ["bound: public weights called bound"] = (() => Unproved(ExampleRun.Joint, CircuitPrecision.A8W8, WeightsKind.Bound), ReceiptErrors.CircuitChanged),
        ["bound: bound weights called public"] = (() => Unproved(ExampleRun.Owned, CircuitPrecision.A8W8, WeightsKind.Public), ReceiptErrors.CircuitChanged),
        ["bound: two models in one proof"] = (TwoModels, ReceiptErrors.Setup),
        ["bound: more weights than a receipt may ask for"] = (() => HugeWeights(1 << 13, 1), ReceiptErrors.TooLarge),
        ["bound: weights that are read more often than a receipt may ask for"] = (() => HugeWeights(1 << 11, 64), ReceiptErrors.TooLarge),
        ["bound: a sum that may reach 2^62 with weights that may be anything"] = (() => Unproved(ExampleRun.Owned with { Circuits = [ExampleCircuits.Convolution, ExampleCircuits.Pool, OverflowingIfBound()] }), ReceiptErrors.CircuitInvalid),
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

    private static Receipt Unproved(ExampleRun run, CircuitPrecision? precision = null, WeightsKind kind = WeightsKind.Public)
    {
        var receipt = run.Record(run.Execute());
        if (precision is not { } other)
            return receipt;
        return WithUnits(receipt, unit => unit with { Toolchain = CircuitUnit.ToolchainOf(other, kind) });
    }

    /// <summary>Changes the units of all steps, records them and claims the result.</summary>
    private static Receipt WithUnits(Receipt receipt, Func<UnitRevision, UnitRevision> change)
    {
        var steps = receipt.Program.Steps.Select(step => step with { Unit = change(step.Unit) });
        Assert.True(Program.TryCreate("example", receipt.Program.Inputs, [.. steps], receipt.Program.Outputs, out var program, out _));
        var records = receipt.Steps.Select((step, i) => step with { Unit = program.Steps[i].Unit.Digest }).ToImmutableArray();
        return receipt with { Program = program, Steps = records, Claim = ExampleRun.ClaimOf(program, records, receipt.Claim.Inputs[0], receipt.Claim.Outputs[0]) };
    }

    private static Receipt WithSetup(Receipt receipt, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> change) =>
        receipt with { BoundModels = [receipt.BoundModels[0] with { Setup = change(receipt.BoundModels[0].Setup) }] };

    private static BoundModel WithLayout(BoundModel model, Func<ImmutableArray<ImmutableArray<ParameterShape>>, ImmutableArray<ImmutableArray<ParameterShape>>> change) =>
        model with { Layout = WeightsLayout.TryCreate(change(model.Layout.Circuits))! };

    private static BoundWeights Swapped(BoundWeights weights) => weights with { Circuit = weights.Circuit switch { 1 => 2, 2 => 1, var other => other } };

    /// <summary>Changes what the files of bound circuits name, and nothing that names the files.</summary>
    private static Receipt WithFiles(Receipt receipt, Func<BoundWeights, BoundWeights> change) =>
        receipt with { Circuits = [.. receipt.Circuits.Select(circuit => circuit with { File = CompiledCircuitFormat.Write(Changed(Read(circuit), change)) })] };

    /// <summary>Changes the bound model, and what circuits name of it; then everything that names them, up to the claim.</summary>
    private static Receipt Rebound(Receipt receipt, Func<BoundModel, BoundModel>? change = null, Func<BoundWeights, BoundWeights>? circuits = null)
    {
        var bound = receipt.BoundModels[0];
        var model = change?.Invoke(bound.Model) ?? bound.Model;
        var changed = receipt.Circuits.ToDictionary(
            circuit => circuit.Artifact,
            circuit => ReceiptCircuit.Of(Changed(Read(circuit), weights => (circuits?.Invoke(weights) ?? weights) with { Model = model.Digest })));
        return WithUnits(receipt, unit => unit with { Artifact = changed[unit.Artifact].Artifact }) with { Circuits = [.. changed.Values], BoundModels = [new(model, bound.Setup)] };
    }

    private static CompiledCircuit Read(ReceiptCircuit circuit) =>
        CompiledCircuitFormat.TryRead(circuit.File!.Value.Span, out var compiled, out var error) ? compiled : throw new InvalidOperationException(error.ToString());

    private static CompiledCircuit Changed(CompiledCircuit compiled, Func<BoundWeights, BoundWeights> change) => compiled.Bound is { } bound ? compiled.With(change(bound)) : compiled;

    private static Receipt SwappedAndProved()
    {
        var executed = ExampleRun.Twins.Execute();
        return ExampleRun.Twins.Prove(Rebound(ExampleRun.Twins.Record(executed), circuits: Swapped), executed);
    }

    /// <summary>The last layer bound in a model of its own.</summary>
    private static Receipt TwoModels()
    {
        var other = (ExampleRun.Owned with { Circuits = [ExampleCircuits.Dense] }).Weights!;
        var receipt = ExampleRun.Owned.Record(ExampleRun.Owned.Execute());
        var (before, after) = (receipt.Circuits[2], ReceiptCircuit.Of(other.Bind(ExampleCircuits.Dense)));
        receipt = WithUnits(receipt, unit => unit.Artifact == before.Artifact ? unit with { Artifact = after.Artifact } : unit);
        return receipt with { Circuits = receipt.Circuits.Replace(before, after), BoundModels = receipt.BoundModels.Add(new(other.Owner.Model, other.Owner.Setup)) };
    }

    /// <summary>A square layer of bound weights, read by many nodes. The file is short: the weights are not in it.</summary>
    private static Receipt HugeWeights(int side, int nodes)
    {
        CircuitTensor type = new(CircuitShape.Of(1, side), new(0, 127), ExampleCircuits.Scale);
        var circuit = new Circuit(
            [.. Enumerable.Repeat(type, nodes + 1)],
            1,
            [.. Enumerable.Range(0, nodes).Select(node => new Requantize([new(node, new DenseLayer(0), AxisValues.Of(1))], AxisValues.Zero, 0))],
            [nodes],
            [new(-1200, [.. Enumerable.Range(-1200, 2401).Select(hi => Math.Clamp(hi, 0, 127))])],
            [new(side, side, false)]);
        var model = new BoundModel(SecurityProfile.P100, default, WeightsLayout.TryCreate([circuit.Parameters])!);
        var compiled = new CompiledCircuit(circuit, new([]), ["x"], [new("y", new OutputFunction.None())], Alien, CircuitPrecision.A8W8).With(new BoundWeights(model.Digest, 0));
        return OfOne(compiled, 1) with { BoundModels = [new(model, default)] };
    }

    private static CompiledCircuit OverflowingIfBound()
    {
        var circuit = ExampleCircuits.Dense.Circuit;
        var layer = (Requantize)circuit.Nodes[2];
        var terms = layer.Terms.SetItem(0, layer.Terms[0] with { Multipliers = AxisValues.Of(1L << 31) });
        var dense = ExampleCircuits.With(ExampleCircuits.Dense, circuit with
        {
            Tensors = circuit.Tensors.SetItem(4, circuit.Tensors[4] with { Range = new(-1L << 60, 1L << 60) }),
            Nodes = circuit.Nodes.SetItem(2, layer with { Terms = terms }),
        });
        Assert.True(CircuitValidator.TryValidate(dense.Circuit, dense.Weights, out var error), error?.ToString());
        return dense;
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
        return OfOne(ExampleCircuits.Compile(new([type, type], 1, [new Lookup(0, 0)], [1], [new(0, [0, 1])], []), new([]), ["x"], ["y"]), 3);
    }

    /// <summary>One circuit several times in a row, without values.</summary>
    private static Receipt OfOne(CompiledCircuit copy, int times)
    {
        var run = new ExampleRun
        {
            Circuits = [.. Enumerable.Repeat(copy, times)],
            Wiring = [.. Enumerable.Range(0, times).Select(step => ImmutableArray.Create(step == 0 ? Binding.External(0) : Binding.Output((uint)step - 1, 0)))],
        };
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
            Proofs = [new(SecurityProfile.P100, [.. Enumerable.Range(0, times)], [], default, default)],
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
