using Runproof.Runs.Backends;

namespace Runproof.Runs;

/// <summary>How a <see cref="Runner"/> prepares and records.</summary>
public sealed record RunnerOptions
{
    /// <summary>Whether runs are recorded in the store.</summary>
    public bool Record { get; init; } = true;

    /// <summary>The store's folder; null for <c>RUNPROOF_HOME</c>, or <c>.runproof</c> in the user's home.</summary>
    public string? Store { get; init; }

    /// <summary>Whether a recorded run goes on where the latest interrupted run of the same program on the same inputs stopped, if the store holds one.</summary>
    public bool Resume { get; init; }

    /// <summary>Whether analysis, slices and metadata that are missing or stale are made.</summary>
    public bool Generate { get; init; } = true;

    /// <summary>ONNX Runtime's graph optimisation. With <see cref="GraphOptimization.None"/> slices equal the whole model bit for bit (float16 aside).</summary>
    public GraphOptimization Optimization { get; init; } = GraphOptimization.All;
}
