namespace Runproof.Runs.Interop;

/// <summary>How a session is made, in ONNX Runtime's numbers.</summary>
/// <param name="OptimizationLevel">ONNX Runtime's <c>GraphOptimizationLevel</c>.</param>
/// <param name="Threads">Threads inside an operator.</param>
internal readonly record struct OrtSessionSettings(int OptimizationLevel, int Threads);
