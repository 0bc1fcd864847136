namespace Runproof.Circuits.Graph;

/// <summary>Why and where a circuit, its weights or its inputs were refused.</summary>
/// <param name="Code">Why.</param>
/// <param name="Position">The node, tensor, table, parameters or input, as <see cref="CircuitErrorCode"/> says; −1 where it is about none.</param>
/// <param name="Expected">What would have been right; 0 where none applies.</param>
/// <param name="Actual">What was found; 0 where none applies.</param>
public sealed record CircuitError(CircuitErrorCode Code, int Position = -1, long Expected = 0, long Actual = 0);
