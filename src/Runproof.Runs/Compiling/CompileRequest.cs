using System.Collections.Immutable;

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

    /// <summary>Largest relative error on sample inputs, against ONNX Runtime: the root of the mean squared error of a slice's outputs, over that of the outputs themselves.</summary>
    public double MaxError { get; init; } = DefaultMaxError;

    /// <summary>Whether analysis, slices and metadata that are missing or stale are made.</summary>
    public bool Generate { get; init; } = true;

    /// <summary>The store's folder, which keeps the slices of models whose own folder is read-only; null for the default.</summary>
    public string? Store { get; init; }
}
