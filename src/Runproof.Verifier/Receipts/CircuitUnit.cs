using System.Collections.Immutable;
using System.Text;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;

namespace Runproof.Verifier.Receipts;

/// <summary>How a program names a circuit: the artifact of the unit pins circuit and weights, its toolchain says that it is one.</summary>
public static class CircuitUnit
{
    private const string Prefix = "runproof.circuit/1;precision=";

    /// <summary>The precisions in which circuits are compiled: bits of activations and weights.</summary>
    public static ImmutableArray<string> Precisions { get; } = ["a8w8", "a16w8"];

    private static readonly ImmutableArray<Digest> Toolchains = [.. Precisions.Select(ToolchainOf)];

    /// <summary>The artifact of the unit that is a circuit with its weights.</summary>
    /// <param name="circuit">Digest of the circuit.</param>
    /// <param name="weights">Root of the weights.</param>
    public static Digest ArtifactOf(Digest circuit, Digest weights) => TaggedHash.Compute(DigestTags.CircuitUnit, circuit, weights);

    /// <summary>The toolchain of circuits of a precision, such as <c>runproof.circuit/1;precision=a8w8</c>.</summary>
    public static string ToolchainText(string precision) => Prefix + precision;

    /// <summary>The digest of <see cref="ToolchainText"/>.</summary>
    public static Digest ToolchainOf(string precision) => TaggedHash.Compute(DigestTags.Toolchain, Encoding.UTF8.GetBytes(ToolchainText(precision)));

    /// <summary>Whether a step of a program is a circuit.</summary>
    public static bool IsCircuit(ProgramStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return Toolchains.Contains(step.Unit.Toolchain);
    }
}
