using Runproof.Core.Traces;
using Runproof.Models.Tensors;
using Runproof.Runs.Backends;

namespace Runproof.Runs.Execution;

/// <summary>A slice, or a whole model, on ONNX Runtime.</summary>
internal sealed class OnnxStep(OnnxRuntimeSession session) : IStep
{
    public Backend Backend => Backend.OnnxRuntime;

    public StepAttempt Run(IReadOnlyList<Tensor> inputs, CancellationToken cancellation) => new(session.Run(inputs, cancellation));
}
