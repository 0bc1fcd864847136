namespace Runproof.Circuits.Statements;

/// <summary>Why and where a statement makes no sense.</summary>
/// <param name="Code">Why.</param>
/// <param name="Slice">The slice, by its position in the statement; −1 where it is about none.</param>
/// <param name="Position">The input, output or boundary; −1 where it is about none.</param>
/// <param name="Expected">A count that was asked for; 0 where none applies.</param>
/// <param name="Actual">What was found; 0 where none applies.</param>
public sealed record StatementError(StatementErrorCode Code, int Slice = -1, int Position = -1, long Expected = 0, long Actual = 0);
