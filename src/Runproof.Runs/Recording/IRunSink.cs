using System.Collections.Immutable;
using Runproof.Core.Hashing;
using Runproof.Core.Traces;
using Runproof.Models.Tensors;

namespace Runproof.Runs.Recording;

/// <summary>Takes values and records of a run as they come, and knows what they commit to.</summary>
internal interface IRunSink
{
    /// <summary>Number of inputs taken in.</summary>
    int InputCount { get; }

    /// <summary>Number of steps taken in.</summary>
    long StepCount { get; }

    /// <summary>Takes an input of the program, each once and in its order.</summary>
    /// <returns>Digest of the value.</returns>
    Digest RecordInput(Tensor tensor);

    /// <summary>Takes a value.</summary>
    /// <returns>Digest of the value.</returns>
    Digest RecordValue(Tensor tensor);

    /// <summary>Takes a step, with the index that follows the last one's.</summary>
    void RecordStep(StepRecord record);

    /// <summary>The claim of what was taken in so far, if it ended here.</summary>
    /// <param name="outcome">The outcome of the last step.</param>
    /// <param name="outputs">Digest of each program output; empty unless the run succeeded.</param>
    Claim ClaimOf(StepOutcome outcome, ImmutableArray<Digest> outputs);
}
