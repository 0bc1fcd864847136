using System.Collections.Concurrent;
using System.Collections.Immutable;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;
using Runproof.Proofs.Security;
using Runproof.Runs.Metadata;
using Runproof.Runs.Planning;

namespace Runproof.Runs.Execution;

/// <summary>The compiled circuits of a model, read once. A circuit counts only if its file is the one that was compiled from the slice.</summary>
internal sealed class CircuitShelf
{
    private readonly ImmutableArray<LoadedCircuit?> _circuits;
    private readonly ConcurrentDictionary<string, long> _memory = new(StringComparer.Ordinal);

    private CircuitShelf(ImmutableArray<LoadedCircuit?> circuits, ImmutableArray<SliceFacts> facts, ImmutableArray<string> warnings)
    {
        _circuits = circuits;
        Weights = circuits.Select(circuit => circuit?.Owner).FirstOrDefault(owner => owner is not null);
        Facts = facts;
        Warnings = warnings;
    }

    /// <summary>What the planner has to know.</summary>
    public ImmutableArray<SliceFacts> Facts { get; }

    /// <summary>The bound weights of the circuits; null where all are public.</summary>
    public LoadedWeights? Weights { get; }

    /// <summary>What is wrong with circuits that are there and may not be used.</summary>
    public ImmutableArray<string> Warnings { get; }

    /// <summary>The circuit of a slice; null where there is none that may be used.</summary>
    public LoadedCircuit? this[int slice] => _circuits[slice];

    /// <summary>Memory that one proof of some circuits is going to take, as predicted, in bytes; more than any machine has where the protocol allows no such proof.</summary>
    public long MemoryOf(int[] slices, SecurityProfile profile) => _memory.GetOrAdd(
        $"{(int)profile}:{string.Join(',', slices)}",
        _ => CircuitCost.Of([.. slices.Select(slice => _circuits[slice]!)], profile)?.MemoryBytes ?? long.MaxValue);

    /// <summary>Reads what the metadata names.</summary>
    public static CircuitShelf Load(ModelLocation location, RunnerMetadata metadata)
    {
        var circuits = ImmutableArray.CreateBuilder<LoadedCircuit?>();
        var facts = ImmutableArray.CreateBuilder<SliceFacts>();
        var warnings = ImmutableArray.CreateBuilder<string>();
        var weights = LoadWeights(location, metadata, out var problem);
        foreach (var slice in metadata.Slices)
        {
            var (circuit, why) = Load(location, slice, weights, problem, warnings);
            circuits.Add(circuit);
            facts.Add(new SliceFacts(slice.Id, why, circuit?.Bytes.Length ?? slice.Circuit?.Size ?? 0));
        }

        return new CircuitShelf(circuits.ToImmutable(), facts.ToImmutable(), warnings.ToImmutable());
    }

    /// <summary>Reads the bound weights that the metadata names.</summary>
    /// <param name="location">Where the model lies.</param>
    /// <param name="metadata">The metadata.</param>
    /// <param name="problem">What is wrong with them, in words; null where the metadata names none, or they may be used.</param>
    public static LoadedWeights? LoadWeights(ModelLocation location, RunnerMetadata metadata, out string? problem)
    {
        problem = null;
        if (metadata.BoundWeights is not { } entry)
            return null;
        LoadedWeights? weights = null;
        var what = "points outside of the model's folder";
        if (location.Resolve(entry.Path) is { } path && Read(path, entry.Digest, out what) is { } bytes)
            LoadedWeights.TryLoad(bytes, out weights, out what);
        problem = weights is null ? $"is bound to {entry.Path}, which {what}" : null;
        return weights;
    }

    private static (LoadedCircuit? Circuit, FallbackReason? Why) Load(
        ModelLocation location, SliceEntry slice, LoadedWeights? weights, string? weightsProblem, ImmutableArray<string>.Builder warnings)
    {
        if (slice.Backend is not (SliceEntry.CircuitBackend or SliceEntry.OnnxBackend))
        {
            warnings.Add($"{slice.Id} asks for the backend '{slice.Backend}', which this version does not have, and runs on ONNX Runtime");
            return (null, FallbackReason.BackendMissing);
        }

        if (slice.Circuit is not null && slice.Backend == SliceEntry.OnnxBackend)
            return (null, FallbackReason.NotWanted);
        if (slice.Circuit is not { } entry)
            return (null, slice.Provable ? FallbackReason.CircuitNotCompiled : FallbackReason.NotProvable);
        var problem = "points outside of the model's folder";
        if (location.Resolve(entry.Path) is { } path && Read(path, entry.Digest, out problem) is { } bytes)
        {
            if (LoadedCircuit.TryLoad(bytes, model => weights?.Digest == model ? weights : null, out var circuit, out problem))
            {
                problem = circuit.ProblemFor(slice);
                if (problem is null)
                    return (circuit, null);
            }
            else if (entry.Weights == WeightsKind.Bound)
            {
                problem = weightsProblem ?? problem;
            }
        }

        warnings.Add($"the circuit {entry.Path} {problem}: {slice.Id} does not use it; runproof compile makes it again");
        return (null, FallbackReason.CircuitStale);
    }

    private static byte[]? Read(string path, Digest expected, out string problem)
    {
        problem = "is missing";
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        problem = "is not the file that was compiled";
        return TaggedHash.Compute(DigestTags.StoreObject, bytes) == expected ? bytes : null;
    }
}
