using System.Collections.Immutable;
using Runproof.Core.Diagnostics;
using Runproof.Core.Hashing;
using Runproof.Core.Traces;
using Runproof.Models.Tensors;

namespace Runproof.Runs.Execution;

/// <summary>What came out of executing a program.</summary>
internal sealed record Execution
{
    /// <summary>How the last step ended.</summary>
    public required StepOutcome Outcome { get; init; }

    /// <summary>The steps that ended, in order.</summary>
    public required ImmutableArray<ExecutedStep> Steps { get; init; }

    /// <summary>Wall time from the first input to the last output, with recording.</summary>
    public required TimeSpan Total { get; init; }

    /// <summary>The program's inputs.</summary>
    public required ImmutableArray<StepValue> Inputs { get; init; }

    /// <summary>The program's outputs; empty unless it succeeded.</summary>
    public ImmutableArray<StepValue> Outputs { get; init; } = [];

    /// <summary>Why the last step failed; null where none did.</summary>
    public Diagnostic? Error { get; init; }

    /// <summary>The circuit step that could not be computed, before which the execution stopped; null where there was none.</summary>
    public StepRefusal? Refusal { get; init; }

    /// <summary>Digests of the outputs; empty where nothing was recorded.</summary>
    public ImmutableArray<Digest> OutputDigests => [.. Outputs.Select(output => output.Digest).Where(digest => !digest.IsZero)];

    /// <summary>The outputs without their digests.</summary>
    public ImmutableArray<Tensor> Tensors => [.. Outputs.Select(output => output.Tensor)];
}
