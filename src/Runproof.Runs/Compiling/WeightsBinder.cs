using System.Collections.Immutable;
using System.Security.Cryptography;
using Runproof.Circuits.Bound;
using Runproof.Circuits.Formats;
using Runproof.Circuits.Graph;
using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
using Runproof.Proofs;
using Runproof.Proofs.Hashing;
using Runproof.Proofs.Security;
using Runproof.Runs.Execution;
using Runproof.Runs.Files;
using Runproof.Runs.Metadata;

namespace Runproof.Runs.Compiling;

/// <summary>Commits to the weights of all circuits of a model that are to be bound: one commitment, one setup proof, one file for their owner.</summary>
/// <param name="model">The model.</param>
/// <param name="profile">The security of the proofs that open the weights; null for what it was.</param>
/// <param name="compiler">What compiled the slices.</param>
internal sealed class WeightsBinder(PreparedModel model, SecurityProfile? profile, SliceCompiler compiler)
{
    /// <summary>Name of the file that the owner keeps, in the folder of the slices.</summary>
    public const string FileName = "weights.rpw";

    /// <summary>Binds the weights, and writes them and the circuits that name them. Where nothing changed, everything stays as it is; else the commitment is a new one.</summary>
    /// <param name="slices">What compiling each slice came to.</param>
    /// <returns>The same with the circuits' files, and where the weights are; null where no circuit has bound ones.</returns>
    /// <exception cref="RunproofException">The model has more weights than can be bound.</exception>
    public (ImmutableArray<SliceCompilation> Slices, BoundWeightsEntry? Weights) Bind(ImmutableArray<SliceCompilation> slices)
    {
        var circuits = new List<(int Slice, CompiledCircuit Circuit, CircuitWeights Weights)>();
        for (var i = 0; i < slices.Length; i++)
        {
            if (compiler.Unbound.TryGetValue(i, out var made))
                circuits.Add((i, made, made.Weights!));
            else if (compiler.Bound.TryGetValue(i, out var kept))
                circuits.Add((i, kept.Compiled, kept.Weights));
        }

        var path = $"{model.Location.SlicesFolder}/{FileName}";
        var wanted = profile ?? model.Metadata.BoundWeights?.Profile ?? SecurityProfile.P100;
        if (circuits.Count == 0)
        {
            File.Delete(Path.Combine(model.Location.Folder, path));
            return (slices, null);
        }

        if (IsUnchanged(circuits, wanted))
            return (slices, model.Metadata.BoundWeights);
        var owner = Commit(circuits, wanted);
        var (digest, bytes) = (owner.Model.Digest, OwnerWeightsFormat.Write(owner));
        AtomicFile.Write(Path.Combine(model.Location.Folder, path), bytes);
        for (var k = 0; k < circuits.Count; k++)
        {
            var (slice, circuit, _) = circuits[k];
            var file = CompiledCircuitFormat.Write(circuit.With(new BoundWeights(digest, k)));
            slices = slices.SetItem(slice, slices[slice] with { Circuit = CircuitFile.Write(model.Location, slices[slice].Circuit!, file) });
        }

        return (slices, new BoundWeightsEntry(path, TaggedHash.Compute(DigestTags.StoreObject, bytes), digest, wanted));
    }

    /// <summary>The layout of the weights of some circuits.</summary>
    /// <exception cref="RunproofException">There are more weights than one commitment binds.</exception>
    internal static WeightsLayout LayoutOf(ImmutableArray<ImmutableArray<ParameterShape>> circuits, string model) => WeightsLayout.TryCreate(circuits)
        ?? throw new RunproofException(new Diagnostic(CircuitFileErrors.TooManyWeights, Phase.Plan, model,
            $"the circuits have more than 2^{WeightsLayout.MaxLogWeights} weights, which is as many as one commitment binds", "--weights public, or fewer slices with --slices"));

    private bool IsUnchanged(List<(int Slice, CompiledCircuit Circuit, CircuitWeights Weights)> circuits, SecurityProfile wanted) =>
        compiler.Unbound.Count == 0 && compiler.Kept?.Committed.Model is { } kept && kept.Profile == wanted && kept.Layout.Circuits.Length == circuits.Count
        && circuits.Index().All(circuit => circuit.Item.Circuit.Bound!.Circuit == circuit.Index);

    private OwnerWeights Commit(List<(int Slice, CompiledCircuit Circuit, CircuitWeights Weights)> circuits, SecurityProfile wanted)
    {
        var layout = LayoutOf([.. circuits.Select(circuit => circuit.Circuit.Circuit.Parameters)], model.Metadata.ModelName);

        // Salts of another commitment would tell whoever sees both which weights stayed.
        return OwnerWeights.Create(layout, [.. circuits.Select(circuit => circuit.Weights)], wanted, Key(), Key(), new Workers(Environment.ProcessorCount));
    }

    private static Hash256 Key() => Hash256.Read(RandomNumberGenerator.GetBytes(Hash256.Size));
}
