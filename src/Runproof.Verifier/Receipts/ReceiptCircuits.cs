using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Runproof.Circuits.Bound;
using Runproof.Circuits.Formats;
using Runproof.Circuits.Graph;
using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;

namespace Runproof.Verifier.Receipts;

/// <summary>Gives the file of a compiled circuit, or null where it is not at hand. What it returns is not trusted.</summary>
/// <param name="circuit">The circuit, as a receipt names it.</param>
public delegate ReadOnlyMemory<byte>? CircuitSource(ReceiptCircuit circuit);

/// <summary>Finds the circuits that a program names, and checks that they are these and can be proved.</summary>
internal static class ReceiptCircuits
{
    // What one receipt may make a verifier lay out, padding counted.
    private const long MaxValues = 1L << 26;

    /// <summary>Finds the circuit of every step that a proof covers.</summary>
    /// <param name="receipt">The receipt.</param>
    /// <param name="subject">Its name, for diagnostics.</param>
    /// <param name="source">Where the circuits come from that it does not hold; null for nowhere.</param>
    /// <param name="circuits">For every step that a proof covers its circuit; null elsewhere.</param>
    /// <param name="error">Why a circuit is missing or refused.</param>
    public static bool TryFind(
        Receipt receipt, string subject, CircuitSource? source, out ImmutableArray<CompiledCircuit?> circuits, [NotNullWhen(false)] out Diagnostic? error)
    {
        circuits = [];
        error = null;
        var steps = receipt.Program.Steps;
        if (!TryIndex(receipt, subject, out var models, out error))
            return false;
        var covered = receipt.Proofs.SelectMany(proof => proof.Steps).ToImmutableSortedSet();
        var proved = covered.Select(step => steps[step].Unit.Artifact).ToImmutableSortedSet();
        var found = new SortedDictionary<Digest, CompiledCircuit?>();
        foreach (var circuit in receipt.Circuits)
        {
            // What no proof is about has to be named only, so that the root of the weights is known.
            CompiledCircuit? compiled = null;
            if (proved.Contains(circuit.Artifact) && !TryLoad(circuit, subject, source, models, out compiled, out error))
                return false;
            if (!found.TryAdd(circuit.Artifact, compiled) || !steps.Any(step => CircuitUnit.IsCircuit(step) && step.Unit.Artifact == circuit.Artifact))
            {
                error = new(ReceiptErrors.Unused, Phase.Verify, subject, $"the circuit {circuit.Circuit.ToShortString()} belongs to no step", "another copy of the receipt");
                return false;
            }
        }

        if (models.Keys.Except(found.Values.Select(circuit => circuit?.Bound?.Model ?? default)).FirstOrDefault() is { IsZero: false } unused)
        {
            error = new(ReceiptErrors.Unused, Phase.Verify, subject, $"the bound model {unused.ToShortString()} belongs to no circuit that is proved", "another copy of the receipt");
            return false;
        }

        var builder = ImmutableArray.CreateBuilder<CompiledCircuit?>(steps.Length);
        long values = models.Values.Sum(model => (long)model.Layout.Length);
        int boundaries = receipt.Proofs.Select(proof => proof.Boundaries.Length).DefaultIfEmpty().Max();
        for (int i = 0; i < steps.Length; i++)
        {
            CompiledCircuit? compiled = null;
            if (covered.Contains(i))
            {
                var step = steps[i];
                error = Problem(step, found.TryGetValue(step.Unit.Artifact, out compiled) ? compiled : null, subject, boundaries, ref values);
                if (error is not null)
                    return false;
            }

            builder.Add(compiled);
        }

        circuits = builder.MoveToImmutable();
        return true;
    }

    /// <summary>The root of the weights of all steps that are circuits; null where the receipt does not name one of them.</summary>
    public static Digest? RootOf(Receipt receipt)
    {
        var roots = ImmutableArray.CreateBuilder<Digest>();
        foreach (var step in receipt.Program.Steps)
        {
            if (!CircuitUnit.IsCircuit(step))
                continue;
            if (receipt.Circuits.FirstOrDefault(circuit => circuit.Artifact == step.Unit.Artifact) is not { } found)
                return null;
            roots.Add(found.Weights);
        }

        return ModelRoot.Of(roots);
    }

    private static bool TryIndex(Receipt receipt, string subject, out SortedDictionary<Digest, BoundModel> models, [NotNullWhen(false)] out Diagnostic? error)
    {
        models = [];
        error = null;
        foreach (var bound in receipt.BoundModels)
        {
            if (!models.TryAdd(bound.Model.Digest, bound.Model))
                error = new(ReceiptErrors.Unused, Phase.Verify, subject, $"the bound model {bound.Model.Digest.ToShortString()} is there twice", "another copy of the receipt");
        }

        return error is null;
    }

    private static bool TryLoad(
        ReceiptCircuit circuit,
        string subject,
        CircuitSource? source,
        SortedDictionary<Digest, BoundModel> models,
        [NotNullWhen(true)] out CompiledCircuit? compiled,
        [NotNullWhen(false)] out Diagnostic? error)
    {
        compiled = null;
        string name = $"circuit {circuit.Circuit.ToShortString()}";
        if ((circuit.File ?? source?.Invoke(circuit)) is not { } file)
        {
            error = new(ReceiptErrors.CircuitMissing, Phase.Verify, subject, $"{name} is not in the receipt and not at hand", "the compiled circuits of the model");
            return false;
        }

        if (!CompiledCircuitFormat.TryRead(file.Span, out compiled, out var malformed))
            error = Invalid(subject, $"{name}: {malformed.ToDiagnostic(subject, Phase.Verify).Message}");
        else if (compiled.CircuitDigest != circuit.Circuit || compiled.WeightsDigest != circuit.Weights || CircuitUnit.PortsOf(compiled) != circuit.Ports)
            error = new(ReceiptErrors.CircuitChanged, Phase.Verify, subject, $"{name} has another content than the program names", "the compiled circuits that the run used");
        else if (PaddedValues(compiled) > MaxValues)
            error = TooLarge(subject);
        else if (BoundProblem(compiled, models, name, subject) is { } unbound)
            error = unbound;
        else if (!CircuitValidator.TryValidate(compiled.Circuit, compiled.Weights, out var invalid))
            error = Invalid(subject, $"{name}: {invalid.Code} at {invalid.Position}, expected {invalid.Expected}, found {invalid.Actual}");
        else
            error = null;
        return error is null;
    }

    private static Diagnostic? BoundProblem(CompiledCircuit compiled, SortedDictionary<Digest, BoundModel> models, string name, string subject)
    {
        if (compiled.Bound is not { } bound)
            return null;
        if (!models.TryGetValue(bound.Model, out var model))
        {
            return new(ReceiptErrors.SetupMissing, Phase.Verify, subject, $"the weights of {name} are bound, and the receipt does not hold the model {bound.Model.ToShortString()} that binds them",
                "a receipt with the setup proof of the weights");
        }

        bool fits = bound.Circuit < model.Layout.Circuits.Length && model.Layout.Circuits[bound.Circuit].AsSpan().SequenceEqual(compiled.Circuit.Parameters.AsSpan());
        return fits ? null : new(ReceiptErrors.Setup, Phase.Verify, subject, $"the bound model {bound.Model.ToShortString()} holds no weights of the shapes of {name}", "the receipt that the owner of the weights made");
    }

    private static long PaddedValues(CompiledCircuit compiled) =>
        compiled.Circuit.Tensors.Sum(tensor => (long)tensor.Shape.PaddedCount) + compiled.Circuit.Tables.Sum(table => (long)table.Values.Length);

    // What a claim on bound weights has a coefficient for. Public weights are in the file; of these a short file says only how many there are.
    private static long BoundCoefficients(CompiledCircuit compiled)
    {
        var circuit = compiled.Circuit;
        return compiled.Kind == WeightsKind.Public ? 0 : circuit.Nodes.Select((node, i) => node is not Requantize layer ? 0 : Math.Max(circuit.Outputs.Count(output => output == circuit.InputCount + i), 1)
            * layer.Terms.Where(term => term.Map.Parameter >= 0).Sum(term => circuit.Parameters[term.Map.Parameter].WeightCount)).Sum();
    }

    private static Diagnostic? Problem(ProgramStep step, CompiledCircuit? compiled, string subject, int boundaries, ref long values)
    {
        if (compiled is null)
            return new(ReceiptErrors.CircuitMissing, Phase.Verify, subject, $"the receipt does not name the circuit of step {step.Name}", "another copy of the receipt");
        if (step.Unit.Toolchain != CircuitUnit.ToolchainOf(compiled) || compiled.Circuit.InputCount != step.Inputs.Length || compiled.Circuit.Outputs.Length != step.Outputs.Length)
            return new(ReceiptErrors.CircuitChanged, Phase.Verify, subject, $"step {step.Name} has another precision, another kind of weights, or other inputs and outputs, than its circuit", "the compiled circuits that the run used");

        // A claim on weights is made once for its constant, and once for every commitment that its layer may read.
        values += PaddedValues(compiled) + ((2L + boundaries) * Math.Min(BoundCoefficients(compiled), MaxValues + 1));
        return values <= MaxValues ? null : TooLarge(subject);
    }

    private static Diagnostic TooLarge(string subject) =>
        new(ReceiptErrors.TooLarge, Phase.Verify, subject, $"the circuits have more than {MaxValues} values", "several receipts of shorter runs");

    private static Diagnostic Invalid(string subject, string message) =>
        new(ReceiptErrors.CircuitInvalid, Phase.Verify, subject, message, "not relying on this receipt: nothing that Runproof compiles looks like this");
}
