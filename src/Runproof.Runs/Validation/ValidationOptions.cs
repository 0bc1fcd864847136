using Runproof.Models.Tensors;

namespace Runproof.Runs.Validation;

/// <summary>What a validation measures and asks for.</summary>
public sealed record ValidationOptions
{
    /// <summary>How many runs of each method are timed. Range: 1 or more.</summary>
    public int TimedRuns { get; init; } = 30;

    /// <summary>Gives the inputs of the opened model; null for the <c>input.json</c> beside it.</summary>
    public Func<Runner, IReadOnlyList<Tensor>>? Inputs { get; init; }

    /// <summary>Security that the sliced run has to reach, in percent.</summary>
    public int RequiredSecurity { get; init; }

    /// <summary>Largest relative error of the slices against the whole model, both optimised.</summary>
    public double RelativeTolerance { get; init; } = 1e-5;

    /// <summary>The store's folder, which keeps the slices of models whose own folder is read-only; null for the default.</summary>
    public string? Store { get; init; }

    /// <summary>Whether what is missing or stale is made.</summary>
    public bool Generate { get; init; } = true;
}
