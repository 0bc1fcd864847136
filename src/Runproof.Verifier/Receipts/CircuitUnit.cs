using System.Collections.Immutable;
using System.Text;
using Runproof.Circuits.Graph;
using Runproof.Core.Encoding;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;

namespace Runproof.Verifier.Receipts;

/// <summary>How a program names a circuit: the artifact of the unit pins circuit, weights and ports, its toolchain says that it is one.</summary>
public static class CircuitUnit
{
    private const string Prefix = "runproof.circuit/1;precision=";
    private const string BoundSuffix = ";weights=bound";

    private static readonly ImmutableArray<(Digest Toolchain, WeightsKind Weights)> Toolchains =
    [
        .. from weights in new[] { WeightsKind.Public, WeightsKind.Bound }
           from precision in new[] { CircuitPrecision.A8W8, CircuitPrecision.A16W8 }
           select (ToolchainOf(precision, weights), weights),
    ];

    /// <summary>The artifact of the unit that is a compiled circuit.</summary>
    public static Digest ArtifactOf(CompiledCircuit compiled)
    {
        ArgumentNullException.ThrowIfNull(compiled);
        return ArtifactOf(compiled.CircuitDigest, compiled.WeightsDigest, PortsOf(compiled));
    }

    /// <summary>The artifact of the unit that is a circuit with its weights.</summary>
    /// <param name="circuit">Digest of the circuit.</param>
    /// <param name="weights">Root of the weights.</param>
    /// <param name="ports">Digest of its ports, as <see cref="PortsOf"/> makes it.</param>
    public static Digest ArtifactOf(Digest circuit, Digest weights, Digest ports) =>
        TaggedHash.Compute(DigestTags.CircuitUnit, circuit.ToArray(), weights.ToArray(), ports.ToArray());

    /// <summary>
    /// The digest of the slice that the circuit was compiled from, of the names of inputs and outputs, and of what is done with every output after the proof: all that a
    /// compiled circuit says beside the circuit itself, and that would else be the prover's choice.
    /// </summary>
    public static Digest PortsOf(CompiledCircuit compiled)
    {
        ArgumentNullException.ThrowIfNull(compiled);
        var writer = new PostcardWriter();
        writer.WriteDigest(compiled.Slice);
        writer.WriteCount(compiled.Inputs.Length);
        foreach (string name in compiled.Inputs)
            writer.WriteString(name);
        writer.WriteCount(compiled.Outputs.Length);
        foreach (var port in compiled.Outputs)
        {
            writer.WriteString(port.Name);
            Write(writer, port.Function);
        }

        return TaggedHash.Compute(DigestTags.CircuitPorts, writer.WrittenSpan);
    }

    /// <summary>The toolchain of circuits of a precision, such as <c>runproof.circuit/1;precision=a8w8</c>, or <c>runproof.circuit/1;precision=a8w8;weights=bound</c>.</summary>
    public static string ToolchainText(CircuitPrecision precision, WeightsKind weights) => Prefix + precision switch
    {
        CircuitPrecision.A8W8 => "a8w8",
        CircuitPrecision.A16W8 => "a16w8",
        _ => throw new ArgumentOutOfRangeException(nameof(precision)),
    } + (weights == WeightsKind.Bound ? BoundSuffix : "");

    /// <summary>The digest of <see cref="ToolchainText"/>.</summary>
    public static Digest ToolchainOf(CircuitPrecision precision, WeightsKind weights) =>
        TaggedHash.Compute(DigestTags.Toolchain, Encoding.UTF8.GetBytes(ToolchainText(precision, weights)));

    /// <summary>The toolchain of a compiled circuit.</summary>
    public static Digest ToolchainOf(CompiledCircuit compiled)
    {
        ArgumentNullException.ThrowIfNull(compiled);
        return ToolchainOf(compiled.Precision, compiled.Kind);
    }

    /// <summary>Whether a step of a program is a circuit.</summary>
    public static bool IsCircuit(ProgramStep step) => WeightsOf(step) is not null;

    /// <summary>What others get of the weights of a step of a program; null where it is no circuit.</summary>
    public static WeightsKind? WeightsOf(ProgramStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        foreach (var (toolchain, weights) in Toolchains)
        {
            if (step.Unit.Toolchain == toolchain)
                return weights;
        }

        return null;
    }

    private static void Write(PostcardWriter writer, OutputFunction function)
    {
        var (kind, axis, keeps) = function switch
        {
            OutputFunction.Softmax softmax => (1u, softmax.Axis, false),
            OutputFunction.LogSoftmax softmax => (2u, softmax.Axis, false),
            OutputFunction.ArgMax argMax => (3u, argMax.Axis, argMax.KeepDims),
            _ => (0u, 0, false),
        };
        writer.WriteEnum(kind);
        writer.WriteI32(axis);
        writer.WriteBool(keeps);
    }
}
