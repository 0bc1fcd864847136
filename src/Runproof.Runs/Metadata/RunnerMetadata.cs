using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;
using Runproof.Runs.Files;
using Runproof.Runs.Planning;

namespace Runproof.Runs.Metadata;

/// <summary>The runner metadata of a model: a JSON file beside it that a person may edit. Keys that this version does not know survive.</summary>
public sealed class RunnerMetadata
{
    /// <summary>The schema that is written and read.</summary>
    public const string Schema = "runproof.runner-metadata/1";

    internal const string BoundWeightsKey = "bound_weights";
    internal const string TimeLimitKey = "time_limit";
    internal const string SizeLimitKey = "size_limit";
    internal const double MostSeconds = 1e7;
    internal const double MostBytes = 1L << 62;

    internal RunnerMetadata(JsonObject json)
    {
        Json = json;
    }

    /// <summary>Name of the model.</summary>
    public required string ModelName { get; init; }

    /// <summary>The model file, relative to its folder.</summary>
    public required string ModelPath { get; init; }

    /// <summary>Digest of every file that the metadata was made from or with, by path relative to the model's folder.</summary>
    public required ImmutableSortedDictionary<string, Digest> Digests { get; init; }

    /// <summary>Names and types of the model's inputs.</summary>
    public required ImmutableArray<Port> Inputs { get; init; }

    /// <summary>Names and sources of the model's outputs.</summary>
    public required ImmutableArray<ProgramOutput> Outputs { get; init; }

    /// <summary>The slices in the order in which they run.</summary>
    public required ImmutableArray<SliceEntry> Slices { get; init; }

    /// <summary>The bound weights of the circuits; null where all weights are public.</summary>
    public BoundWeightsEntry? BoundWeights { get; init; }

    /// <summary>Digest of the program that the slices make.</summary>
    public required Digest Program { get; init; }

    /// <summary>Wall time that the circuit of one slice may take.</summary>
    public required TimeSpan TimeLimit { get; init; }

    /// <summary>Largest circuit that is used, in bytes.</summary>
    public required long SizeLimit { get; init; }

    /// <summary>For each slice whether its circuit is wanted.</summary>
    public required ImmutableSortedDictionary<string, bool> VerifiedSlices { get; init; }

    /// <summary>How close all circuits together come to the model's output on sample inputs; null unless every slice has one.</summary>
    public CircuitFidelity? OutputFidelity { get; init; }

    /// <summary>Security of the last verified run, in percent; 0 before there was one.</summary>
    public required int OverallSecurity { get; init; }

    /// <summary>Number of weights of the whole model.</summary>
    public required long TotalParameters { get; init; }

    /// <summary>The JSON as it was read or made.</summary>
    internal JsonObject Json { get; }

    /// <summary>The limits and wishes of the metadata, for a mode.</summary>
    public RunPolicy Policy(InferMode mode) => new(mode, TimeLimit, SizeLimit, VerifiedSlices);

    /// <summary>Analyses and slices a model as far as that is not done yet, and writes its metadata.</summary>
    /// <param name="path">An ONNX file, or a folder that holds one.</param>
    /// <returns>The path of the metadata file.</returns>
    /// <exception cref="RunproofException">The model is malformed or cannot be sliced.</exception>
    public static string GenerateForModel(string path)
    {
        var location = ModelLocation.Find(path);
        MetadataGenerator.Generate(location, new SliceRequest(), CancellationToken.None);
        return location.MetadataFile;
    }

    /// <summary>Reads the text of a metadata file.</summary>
    /// <param name="json">The UTF-8 text.</param>
    /// <param name="subject">Name of the file, for errors.</param>
    /// <param name="metadata">The metadata.</param>
    /// <param name="error">What is wrong and where, if the result is false.</param>
    public static bool TryRead(ReadOnlySpan<byte> json, string subject, [NotNullWhen(true)] out RunnerMetadata? metadata, [NotNullWhen(false)] out Diagnostic? error) =>
        MetadataReader.TryRead(json, subject, out metadata, out error);

    /// <summary>Writes the metadata, replacing the file as a whole.</summary>
    internal void Save(string path) => AtomicFile.Write(path, MetadataWriter.Text(Json));
}
