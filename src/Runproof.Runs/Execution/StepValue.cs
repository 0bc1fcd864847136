using Runproof.Core.Hashing;
using Runproof.Models.Tensors;

namespace Runproof.Runs.Execution;

/// <summary>A value that enters or leaves a step.</summary>
/// <param name="Tensor">The tensor.</param>
/// <param name="Digest">Its digest; zero where nobody needs it.</param>
internal readonly record struct StepValue(Tensor Tensor, Digest Digest);
