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

    private LoadedCircuit(ReadOnlyMemory<byte> bytes, CompiledCircuit compiled)
    {
        Bytes = bytes;
        Compiled = compiled;
        Entry = new ReceiptCircuit(compiled.CircuitDigest, compiled.WeightsDigest, CircuitUnit.PortsOf(compiled), bytes);
        Artifact = Entry.Artifact;
        _cells = new(() => CircuitCost.Of([this], SecurityProfile.P100)?.SliceCells[0] ?? 1);
    }

    /// <summary>The file.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>What the file holds.</summary>
    public CompiledCircuit Compiled { get; }

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
        : !Compiled.Outputs.Select(port => port.Name).SequenceEqual(slice.Outputs.Select(port => port.Name)) ? "has other outputs than the slice"
        : null;

    /// <summary>A circuit that was compiled a moment ago, which the compiler validated.</summary>
    public static LoadedCircuit Of(CompiledCircuit compiled) => new(CompiledCircuitFormat.Write(compiled), compiled);

    /// <summary>Reads and validates a file.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="circuit">The circuit.</param>
    /// <param name="problem">What is wrong, following the name of the file, if the result is false.</param>
    public static bool TryLoad(ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out LoadedCircuit? circuit, [NotNullWhen(false)] out string? problem)
    {
        circuit = null;
        problem = null;
        if (!CompiledCircuitFormat.TryRead(bytes.Span, out var compiled, out var malformed))
            problem = $"cannot be read: {malformed.ToDiagnostic("circuit", Phase.Read).Message}";
        else if (!CircuitValidator.TryValidate(compiled.Circuit, compiled.Weights, out var invalid))
            problem = $"breaks a rule of circuits: {invalid.Code}";
        else
            circuit = new LoadedCircuit(bytes, compiled);
        return circuit is not null;
    }
}
