using Runproof.Circuits.Formats;
using Runproof.Circuits.Graph;
using Runproof.Core.Hashing;

namespace Runproof.Verifier.Receipts;

/// <summary>A circuit with its weights, as a unit of a program.</summary>
/// <param name="Circuit">Digest of the circuit.</param>
/// <param name="Weights">Root of the weights: the digest of public ones, or of their place in a bound model.</param>
/// <param name="Ports">Digest of the slice that it was compiled from, of the names of its inputs and outputs, and of what is done with outputs after the proof.</param>
/// <param name="File">The compiled circuit's file, which holds weights only where they are public; null where the verifier's caller has it. It is not trusted: its digests are computed again.</param>
public sealed record ReceiptCircuit(Digest Circuit, Digest Weights, Digest Ports, ReadOnlyMemory<byte>? File)
{
    /// <summary>The artifact by which a program names the unit.</summary>
    public Digest Artifact => CircuitUnit.ArtifactOf(Circuit, Weights, Ports);

    /// <summary>The entry of a compiled circuit, its file included.</summary>
    public static ReceiptCircuit Of(CompiledCircuit compiled)
    {
        ArgumentNullException.ThrowIfNull(compiled);
        return new(compiled.CircuitDigest, compiled.WeightsDigest, CircuitUnit.PortsOf(compiled), CompiledCircuitFormat.Write(compiled));
    }

    /// <summary>The same entry without its file, for a verifier whose caller has it.</summary>
    public ReceiptCircuit WithoutFile() => this with { File = null };
}
