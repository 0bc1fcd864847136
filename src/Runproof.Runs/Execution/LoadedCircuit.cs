using System.Diagnostics.CodeAnalysis;
using Runproof.Circuits.Formats;
using Runproof.Circuits.Graph;
using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;
using Runproof.Proofs.Security;
using Runproof.Runs.Metadata;
using Runproof.Verifier.Receipts;

namespace Runproof.Runs.Execution;

/// <summary>A compiled circuit in memory, validated, with all that running and proving it takes.</summary>
internal sealed class LoadedCircuit
{
    private readonly Lazy<long> _cells;

    private LoadedCircuit(ReadOnlyMemory<byte> bytes, CompiledCircuit compiled, CircuitWeights weights, LoadedWeights? owner)
    {
        Bytes = bytes;
        Compiled = compiled;
        Weights = weights;
        Owner = owner;
        Entry = new ReceiptCircuit(compiled.CircuitDigest, compiled.WeightsDigest, CircuitUnit.PortsOf(compiled), bytes);
        Artifact = Entry.Artifact;
        _cells = new(() => CircuitCost.OfOne(compiled, SecurityProfile.P100)?.SliceCells[0] ?? 1);
    }

    /// <summary>The file.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>What the file holds.</summary>
    public CompiledCircuit Compiled { get; }

    /// <summary>Its weights, public or bound.</summary>
    public CircuitWeights Weights { get; }

    /// <summary>The bound weights that its own are among; null where they are public.</summary>
    public LoadedWeights? Owner { get; }

    /// <summary>What a receipt says of it.</summary>
    public ReceiptCircuit Entry { get; }

    /// <summary>By what a program names it.</summary>
    public Digest Artifact { get; }

    /// <summary>How many values a proof of it commits to.</summary>
    public long Cells => _cells.Value;

    /// <summary>The unit that it is as a step of a program.</summary>
    public UnitRevision UnitOf(SliceEntry slice) =>
        new(Artifact, UnitSchema.DigestOf(slice.Inputs, slice.Outputs), CircuitUnit.ToolchainOf(Compiled));

    /// <summary>Why it is not the circuit of a slice, following the name of the file; null where it is.</summary>
    public string? ProblemFor(SliceEntry slice) =>
        Compiled.Slice != slice.Digest ? "was compiled from another slice"
        : !Compiled.Inputs.SequenceEqual(slice.Inputs.Select(port => port.Name)) ? "has other inputs than the slice"
        : slice.Circuit is { } entry && entry.Weights != Compiled.Kind ? "has weights of another kind than the metadata says"
        : !Compiled.Outputs.Select(port => port.Name).SequenceEqual(slice.Outputs.Select(port => port.Name)) ? "has other outputs than the slice"
        : null;

    /// <summary>A circuit that was compiled a moment ago, with its weights, which the compiler validated.</summary>
    public static LoadedCircuit Of(CompiledCircuit compiled) => new(CompiledCircuitFormat.Write(compiled), compiled, compiled.Weights!, null);

    /// <summary>Reads and validates a file, without weights where they are bound.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="compiled">What the file holds.</param>
    /// <param name="problem">What is wrong, following the name of the file, if the result is false.</param>
    public static bool TryRead(ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out CompiledCircuit? compiled, [NotNullWhen(false)] out string? problem)
    {
        if (!CompiledCircuitFormat.TryRead(bytes.Span, out compiled, out var malformed))
            problem = $"cannot be read: {malformed.ToDiagnostic("circuit", Phase.Read).Message}";
        else if (!CircuitValidator.TryValidate(compiled.Circuit, compiled.Weights, out var invalid))
            problem = $"breaks a rule of circuits: {invalid.Code}";
        else
            problem = null;
        return problem is null;
    }

    /// <summary>Reads and validates a file, and finds its weights.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="find">Finds the weights of a bound model; null where they are not at hand.</param>
    /// <param name="circuit">The circuit.</param>
    /// <param name="problem">What is wrong, following the name of the file, if the result is false.</param>
    public static bool TryLoad(
        ReadOnlyMemory<byte> bytes, Func<Digest, LoadedWeights?> find, [NotNullWhen(true)] out LoadedCircuit? circuit, [NotNullWhen(false)] out string? problem)
    {
        circuit = null;
        if (!TryRead(bytes, out var compiled, out problem))
            return false;
        var owner = compiled.Bound is { } bound ? find(bound.Model) : null;
        if ((compiled.Weights ?? WeightsOf(compiled, owner)) is { } weights)
            circuit = new LoadedCircuit(bytes, compiled, weights, owner);
        else
            problem = owner is null ? "has bound weights, which are not at hand" : "has other layers than its bound weights";
        return circuit is not null;
    }

    private static CircuitWeights? WeightsOf(CompiledCircuit compiled, LoadedWeights? owner)
    {
        if (owner is null || compiled.Bound is not { } bound)
            return null;
        var layout = owner.Committed.Model.Layout;
        var fits = bound.Circuit < layout.Circuits.Length && layout.Circuits[bound.Circuit].SequenceEqual(compiled.Circuit.Parameters);
        return fits ? owner.Committed.Weights[bound.Circuit] : null;
    }
}
