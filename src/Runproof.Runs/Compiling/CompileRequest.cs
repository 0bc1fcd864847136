using System.Collections.Immutable;
using Runproof.Core.Programs;
using Runproof.Proofs.Security;

namespace Runproof.Runs.Compiling;

/// <summary>Which slices are compiled, and how.</summary>
public sealed record CompileRequest
{
    /// <summary>Largest relative error that <see cref="PrecisionChoice.Auto"/> accepts of 8-bit activations.</summary>
    public const double DefaultMaxError = 0.05;

    /// <summary>Positions of the slices; empty for all of them.</summary>
    public ImmutableSortedSet<int> Slices { get; init; } = [];

    /// <summary>A file with sample inputs: JSON input, or examples as of <c>holdout.bin</c>; null for what lies beside the model.</summary>
    public string? Calibration { get; init; }

    /// <summary>The bits of activations.</summary>
    public PrecisionChoice Precision { get; init; } = PrecisionChoice.Auto;

    /// <summary>What others get of the weights; null for what they get now, public ones of a model that was not compiled before.</summary>
    public WeightsKind? Weights { get; init; }

    /// <summary>The security of the proofs that open bound weights, which is decided when they are committed to; null for what it is now, p100 at first.</summary>
    public SecurityProfile? Profile { get; init; }

    /// <summary>Largest relative error on sample inputs, against ONNX Runtime: the root of the mean squared error of a slice's outputs, over that of the outputs themselves.</summary>
    public double MaxError { get; init; } = DefaultMaxError;

    /// <summary>Whether analysis, slices and metadata that are missing or stale are made.</summary>
    public bool Generate { get; init; } = true;

    /// <summary>The store's folder, which keeps the slices of models whose own folder is read-only; null for the default.</summary>
    public string? Store { get; init; }
}
