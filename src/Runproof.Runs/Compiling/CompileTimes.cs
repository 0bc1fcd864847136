namespace Runproof.Runs.Compiling;

/// <summary>Where the time of compiling a model went. What is left of the whole is reading and writing files.</summary>
/// <param name="Calibration">Running the model on the sample inputs, and looking at every tensor.</param>
/// <param name="Circuits">Making the circuits and committing to their weights.</param>
/// <param name="Fidelity">Holding the circuits against ONNX Runtime on sample inputs.</param>
public sealed record CompileTimes(TimeSpan Calibration, TimeSpan Circuits, TimeSpan Fidelity);
