using Runproof.Core.Traces;
using Runproof.Models.Tensors;

namespace Runproof.Runs.Execution;

/// <summary>Executes one step of a program. Safe for concurrent use.</summary>
internal interface IStep
{
    /// <summary>What executes it.</summary>
    Backend Backend { get; }

    /// <summary>Executes the step.</summary>
    /// <param name="inputs">Its inputs, in its order.</param>
    /// <param name="cancellation">Stops within the step.</param>
    /// <exception cref="Core.Diagnostics.RunproofException">The step failed.</exception>
    StepAttempt Run(IReadOnlyList<Tensor> inputs, CancellationToken cancellation);
}
